// A trace of what the SDK does, for whoever is to find out why.

/// Recording what the chats of a communicator do.
public protocol ContactCenterRecording: AnyObject, Sendable {
    /// Begins to record what the chats of this communicator do: what each was told and what it did, step by step, with
    /// times and without what people wrote, who they are, and ids, tokens and addresses. A recording that is under way is
    /// given up. Returns at once; nothing is written to the disk.
    ///
    /// Begin before a chat is requested: one that is recorded from its opening on can be played again by the terminal client
    /// (`contact-center replay`); of one that is open already the rest is shown.
    ///
    /// - Parameter maxBytes: How long the recording may become, from 16 KiB on. When it is full, its beginning and the
    ///   latest steps are kept.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for fewer bytes.
    func startRecording(maxBytes: Int32) throws

    /// Ends the recording and returns it: a text to be sent to whoever asked for it, a line of JSON a step. `nil` where
    /// none is under way. Call it before `shutdown`.
    func stopRecording() -> String?
}

extension ContactCenterRecording {
    /// Begins to record with room for 1 MiB, enough for a day with a few chats.
    ///
    /// - Throws: ``ContactCenterError``.
    public func startRecording() throws {
        try startRecording(maxBytes: 1 << 20)
    }
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func startRecording(maxBytes: Int32) throws {
        try core.startRecording(maxBytes: maxBytes)
    }

    public func stopRecording() -> String? {
        core.stopRecording()
    }
}
