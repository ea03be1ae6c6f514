// The core carries JSON as text, because it only passes it on. An app neither writes such text by hand nor wants to take
// it apart: here are a value for both ways, and the way from an app's own types.

import Foundation

/// A JSON value: what was filled into a form, a parameter with parts, a card.
///
/// Written as literals:
///
/// ```swift
/// let filled: [String: ContactCenterJSON] = ["name": "Anna", "stars": 5, "topics": ["billing"], "news": true]
/// ```
///
/// Read from what the SDK calls a ``JsonValue``, a text that holds JSON:
///
/// ```swift
/// let field = try ContactCenterJSON(text: formField.raw)
/// let first = field["options"]?[0]?["label"]?.string
/// ```
///
/// An app that knows the shape reads it into a type of its own instead, with a `JSONDecoder`.
public enum ContactCenterJSON: Equatable, Hashable, Sendable {
    /// A text.
    case string(String)
    /// A whole number.
    case integer(Int64)
    /// Any other number. JSON has neither infinity nor what is not a number.
    case number(Double)
    /// A truth value.
    case bool(Bool)
    /// Values in order.
    case array([ContactCenterJSON])
    /// Values by name.
    case object([String: ContactCenterJSON])
    /// The value null.
    case null

    /// Reads a text that holds JSON.
    ///
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for any other text.
    public init(text: JsonValue) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
        } catch {
            throw ContactCenterError.InvalidArgument(argument: "text", reason: "is no JSON")
        }
    }

    /// The value of that name, where this is an object that has one.
    public subscript(name: String) -> ContactCenterJSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The value at that place, where this is an array that is long enough.
    public subscript(index: Int) -> ContactCenterJSON? {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
    }

    /// The text, where this is one.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterJSON: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([ContactCenterJSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: ContactCenterJSON].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .bool(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        case .null: try container.encodeNil()
        }
    }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterJSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: ContactCenterJSON...) { self = .array(elements) }
    public init(nilLiteral: ()) { self = .null }

    /// The last of two values of one name counts.
    public init(dictionaryLiteral elements: (String, ContactCenterJSON)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}

extension [String: ContactCenterJSON] {
    /// What `value` encodes as, where that is an object. The errors of encoders are left behind: they quote.
    init(json value: some Encodable, argument: String) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: JSONEncoder().encode(value))
        } catch {
            throw ContactCenterError.InvalidArgument(argument: argument, reason: "must encode as a JSON object")
        }
    }

    /// The text that the core takes, the members in the order of their names.
    func text(argument: String) throws -> JsonValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            let reason = "holds a number that JSON does not have"
            throw ContactCenterError.InvalidArgument(argument: argument, reason: reason)
        }
    }
}
