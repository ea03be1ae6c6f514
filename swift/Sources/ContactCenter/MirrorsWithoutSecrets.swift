// What holds people's words, or opens a file, shows in `dump` and in a debugger no more than what it prints: the core's own
// description, which leaves out all that a person wrote.

/// Shows nothing of what it holds; read its fields to see them.
private func mirrorOfNothing(_ subject: some Any) -> Mirror {
    Mirror(subject, children: EmptyCollection<Mirror.Child>())
}

extension ContactCenterEvent: CustomReflectable {
    /// Empty: print it to see which event it is.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterError: CustomReflectable {
    /// Empty: print it to see what happened. The words of the server are in `reason`.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterSignaling: CustomReflectable {
    /// Empty: print it to see which word it is.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterChatSessionProperties: CustomReflectable {
    /// Empty: print it to see where the session stands.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterChatRequest: CustomReflectable {
    /// Empty: all of it is the customer's.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterUserPlatform: CustomReflectable {
    /// Empty: print it to see system and model.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterAttachment: CustomReflectable {
    /// Empty: print it to see its media type.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterUploadedFile: CustomReflectable {
    /// Empty: print it to see what kind of file it is.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterDownloadedFile: CustomReflectable {
    /// Empty: print it to see its size and media type.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterImage: CustomReflectable {
    /// Empty: print it to see its size and media type.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterMessageDirectives: CustomReflectable {
    /// Empty: print it to see how much there is.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}

extension ContactCenterDirectiveAttachment: CustomReflectable {
    /// Empty: print it to see its kind.
    public var customMirror: Mirror { mirrorOfNothing(self) }
}
