// The settings of the SDK, from the command line.

package chat

import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.storedClientID
import java.io.File
import java.util.UUID

class Options(arguments: Array<String>) {
    private val values: Map<String, String> = arguments.toList().chunked(2).associate { pair ->
        require(pair.size == 2 && pair[0] in KNOWN) { "I do not understand ${pair.first()}.\n$USAGE" }
        pair[0] to pair[1]
    }

    /** What the agent sees as the customer's name. */
    val name: String = values["--name"] ?: "Ann"

    val configuration: ContactCenterConfiguration
        get() {
            val folder = values["--store"]?.let(::File)?.apply { mkdirs() }
            val roots = listOfNotNull(values["--ca-file"]?.let { File(it).readBytes() })
            return ContactCenterConfiguration(
                baseURL = needed("--base-url"),
                tenantURL = needed("--tenant-url"),
                appID = needed("--app-id"),
                clientID = folder?.let { storedClientID(it.path) } ?: UUID.randomUUID().toString(),
                extraRootCertificates = roots,
                trustExtraRootsOnly = roots.isNotEmpty(),
                storageDirectory = folder?.path,
            )
        }

    private fun needed(name: String) = requireNotNull(values[name]) { "$name is missing.\n$USAGE" }

    private companion object {
        val KNOWN = setOf("--base-url", "--tenant-url", "--app-id", "--name", "--store", "--ca-file")
        const val USAGE =
            "--base-url URL --tenant-url DOMAIN --app-id ID [--name NAME] [--store DIRECTORY] [--ca-file PEM]"
    }
}
