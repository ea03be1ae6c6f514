package guides

import java.net.InetSocketAddress
import java.net.Proxy
import java.net.ProxySelector
import java.net.URI

/**
 * The proxy through which the system would reach [baseURL], as the setting `proxyURL` takes it; null for a direct connection.
 *
 * On Android it comes from the settings of the Wi-Fi network, of a VPN or of the device's owner, auto-configuration scripts
 * included; on a JVM from the system properties (`https.proxyHost`, or `java.net.useSystemProxies`). May wait for the network.
 */
fun systemProxyURL(baseURL: String, selector: ProxySelector? = ProxySelector.getDefault()): String? {
    val proxy = selector?.select(URI(baseURL))?.firstOrNull { it.type() != Proxy.Type.SOCKS } ?: return null
    val address = proxy.address() as? InetSocketAddress ?: return null
    val host = address.hostString
    return "http://${if (':' in host) "[$host]" else host}:${address.port}"
}
