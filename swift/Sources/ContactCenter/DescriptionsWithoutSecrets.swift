// What holds a secret says in a log, in a debugger and in `dump` only what is none: no login of a server, no client id.

/// Says where the server is and nothing of how to log in.
extension ContactCenterIceServer: CustomStringConvertible, CustomReflectable {
    /// Its addresses.
    public var description: String { "ContactCenterIceServer(urls: \(urls), …)" }

    /// Its addresses.
    public var customMirror: Mirror { Mirror(self, children: ["urls": urls], displayStyle: .struct) }
}

/// Says which server and which tenant, and nothing of who asks.
extension ContactCenterConfiguration: CustomStringConvertible, CustomReflectable {
    /// Server and tenant.
    public var description: String { "ContactCenterConfiguration(baseURL: \(baseURL), tenantURL: \(tenantURL), …)" }

    /// Server and tenant.
    public var customMirror: Mirror {
        Mirror(self, children: ["baseURL": baseURL, "tenantURL": tenantURL], displayStyle: .struct)
    }
}
