// JSON in the shape of Swift: both ways, and how an app's own types become an answer to a form.

import ContactCenter
import XCTest

final class JSONTests: XCTestCase {
    func testEveryKindOfValueIsReadAndWritten() throws {
        let value: ContactCenterJSON = [
            "text": "a \"quoted\" word", "whole": -9_007_199_254_740_993, "broken": 0.5, "yes": true, "no": false,
            "list": [1, "two", nil], "within": ["deeper": ["empty": [:]]],
        ]
        let text = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        XCTAssertEqual(try ContactCenterJSON(text: text), value)
        XCTAssertEqual(value["list"]?[1]?.string, "two")
        XCTAssertEqual(value["list"]?[2], .some(.null))
        XCTAssertNil(value["list"]?[3])
        XCTAssertNil(value["list"]?["text"])
        XCTAssertNil(value["whole"]?.string)
    }

    func testATextThatIsNoJSONIsRefusedWithoutBeingQuoted() {
        XCTAssertThrowsError(try ContactCenterJSON(text: "{\"secret\":")) { error in
            XCTAssertEqual(
                error as? ContactCenterError, .InvalidArgument(argument: "text", reason: "is no JSON"))
        }
    }

    func testTypesOfTheAppsOwnBecomeAnswers() async throws {
        let desk = Desk()
        let texts = ["name": "Anna"]
        try await desk.sendFormData(chatID: "c", formRequestID: "1", formName: "f", data: texts)
        try await desk.sendSecureFormData(
            chatID: "c", formRequestID: "1", formName: "f", data: Card(number: "4929", months: [1, 2]))
        try await desk.sendFormData(chatID: "c", formRequestID: "1", formName: "f", data: ["stars": 5, "why": "so"])
        try await desk.sendFormData(chatID: "c", formRequestID: "1", formName: "f", data: [:])
        XCTAssertEqual(
            desk.answers,
            [["name": "Anna"], ["number": "4929", "months": [1, 2]], ["stars": 5, "why": "so"], [:]])
    }

    func testAnAnswerThatIsNoObjectIsRefusedWithoutBeingQuoted() async throws {
        let desk = Desk()
        let secret = "4929 1234"
        let errors = [
            await failure(
                of: try await desk.sendSecureFormData(chatID: "c", formRequestID: "1", formName: "f", data: secret)),
            await failure(
                of: try await desk.sendFormData(chatID: "c", formRequestID: "1", formName: "f", data: [secret])),
            await failure(
                of: try await desk.sendFormData(
                    chatID: "c", formRequestID: "1", formName: "f", data: ["stars": Double.nan])),
        ]
        for error in errors {
            XCTAssertEqual(
                error, .InvalidArgument(argument: "data", reason: "must encode as a JSON object"))
        }
        XCTAssertEqual(desk.answers, [])
    }

    func testNestedParametersStandBesideTheTexts() throws {
        let request = try ContactCenterChatRequest(
            parameters: ["topic": "billing"], nested: ["location": ["longitude": "12.5", "latitude": "55.5"]])
        XCTAssertEqual(request.parameters, ["topic": "billing"])
        XCTAssertEqual(request.nestedParameters, #"{"location":{"latitude":"55.5","longitude":"12.5"}}"#)

        XCTAssertThrowsError(try ContactCenterChatRequest(nested: ["ratio": .number(.infinity)])) { error in
            XCTAssertEqual(
                error as? ContactCenterError,
                .InvalidArgument(
                    argument: "nested_parameters", reason: "holds a number that JSON does not have"))
        }
    }
}

private struct Card: Encodable {
    let number: String
    let months: [Int]
}

/// A double, as an app makes one for the part of it that answers forms.
private final class Desk: ContactCenterFormAnswering, @unchecked Sendable {
    private(set) var answers: [[String: ContactCenterJSON]] = []

    func sendFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        isolation: isolated (any Actor)?
    ) async throws {
        answers.append(data)
    }

    func sendSecureFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        isolation: isolated (any Actor)?
    ) async throws {
        answers.append(data)
    }

    func rejectUnknownForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws
    {}

    func answerFormInText(chatID: String, formRequestID: String, text: String, isolation: isolated (any Actor)?)
        async throws -> String
    { "" }

    func cancelForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws
    {}

    func cancelSecureForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws
    {}
}
