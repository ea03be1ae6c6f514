// Shown in the guide "Connections".

#if canImport(CFNetwork)
    import CFNetwork
    import Foundation

    /// The proxy through which the system would reach `baseURL`, as the setting `proxyURL` takes it; nil for a direct connection.
    ///
    /// It comes from the settings of the Wi-Fi network, of a VPN or of a device profile. A proxy auto-configuration script is
    /// downloaded and evaluated.
    func systemProxyURL(for baseURL: URL) async -> String? {
        guard let settings = CFNetworkCopySystemProxySettings()?.takeRetainedValue() else { return nil }
        let url = baseURL as CFURL
        var proxies = CFNetworkCopyProxiesForURL(url, settings).takeRetainedValue() as? [[String: Any]] ?? []
        if let location = proxies.first?[kCFProxyAutoConfigurationURLKey as String] as? URL {
            guard let (data, _) = try? await URLSession.shared.data(from: location) else { return nil }
            let script = String(decoding: data, as: UTF8.self) as CFString
            let found = CFNetworkCopyProxiesForAutoConfigurationScript(script, url, nil)?.takeRetainedValue()
            proxies = found as? [[String: Any]] ?? []
        }
        return proxies.first.flatMap(proxyURL)
    }

    /// Proxies for http and for https are both asked to CONNECT, and spoken to without TLS; SOCKS is not supported.
    private func proxyURL(of proxy: [String: Any]) -> String? {
        let types = [kCFProxyTypeHTTP as String, kCFProxyTypeHTTPS as String]
        guard let type = proxy[kCFProxyTypeKey as String] as? String, types.contains(type),
            let host = proxy[kCFProxyHostNameKey as String] as? String,
            let port = proxy[kCFProxyPortNumberKey as String] as? Int
        else { return nil }
        return "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
#endif
