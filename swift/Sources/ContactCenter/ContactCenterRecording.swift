// Recording of traces, which `contact-center replay` replays.

/// Records traces of the chats of a communicator.
public protocol ContactCenterRecording: AnyObject, Sendable {
    /// Starts a recording of the chats of this communicator: the inputs and effects of their session engines with times,
    /// without texts and names of people, ids, tokens and addresses. A running recording is dropped. Returns at once; nothing
    /// is written to disk.
    ///
    /// Start it before a chat is requested: `contact-center replay` of the terminal client can replay a chat that was
    /// recorded from its opening on. Of a chat that is open already it shows the rest.
    ///
    /// - Parameter maxBytes: The maximum length in bytes, at least 16 KiB. When it is reached, the beginning and the latest
    ///   steps are kept.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for fewer bytes.
    func startRecording(maxBytes: Int32) throws

    /// Ends the recording and returns it, as one line of JSON per step; `nil` if none is running. Call it before
    /// ``ContactCenterRunning/shutdown()``, which drops the recording.
    func stopRecording() -> String?
}

extension ContactCenterRecording {
    /// Starts a recording of at most 1 MiB, enough for a day with a few chats.
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
