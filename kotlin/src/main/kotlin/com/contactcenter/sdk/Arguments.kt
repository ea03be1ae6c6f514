// What an app hands over in maps, lists and long texts is copied and checked before any of it goes to the core: Java may have put a
// null into it, and another thread may change it meanwhile.

package com.contactcenter.sdk

/** A copy of [texts], which is [argument] of a call. */
internal fun copyOf(argument: String, texts: Map<String, String>): Map<String, String> = reading(argument) {
    buildMap {
        for ((name, value) in texts as Map<*, *>) {
            val text = value as? String ?: refuse(argument, "holds a value that is null or no text")
            put(name as? String ?: refuse(argument, "holds a name that is null or no text"), text.bounded(argument))
        }
    }
}

/** A copy of [items], which is [argument] of a call. */
internal inline fun <reified T : Any> copyOf(argument: String, items: List<T>): List<T> = reading(argument) {
    (items as List<*>).map { it as? T ?: refuse(argument, "holds an item that is null or of another kind") }
}

/** The part of a push that the core takes: names with texts. */
internal fun scalarsOf(userInfo: Map<*, *>): Map<String, String> = reading("user_info") {
    buildMap {
        for ((name, value) in userInfo) {
            val isScalar = value is CharSequence || value is Number || value is Boolean
            if (name is String && isScalar) put(name, value.toString())
        }
    }
}

internal fun ContactCenterChatRequest.checked(): ContactCenterChatRequest = copy(
    parameters = copyOf("parameters", parameters),
    nestedParameters = nestedParameters?.bounded("nested_parameters"),
    initialMessage = initialMessage?.bounded("initial_message"),
)

internal fun CoreOutgoingMessage.checked(): CoreOutgoingMessage {
    when (this) {
        is CoreOutgoingMessage.Text -> message.bounded("message")
        is CoreOutgoingMessage.Answer -> answer.bounded("answer")
        is CoreOutgoingMessage.FormAnswer -> text.bounded("text")
        is CoreOutgoingMessage.File -> fileName.bounded("file_name")
        is CoreOutgoingMessage.Location -> url?.bounded("url")
    }
    return this
}

internal fun ContactCenterConfiguration.checked(): ContactCenterConfiguration = copy(
    extraRootCertificates = copyOf("extra_root_certificates", extraRootCertificates),
    pinnedPublicKeys = copyOf("pinned_public_keys", pinnedPublicKeys),
)

/** This text, which is [argument] of a call. The core counts bytes; it is not handed what is too long in any encoding. */
internal fun String.bounded(argument: String): String =
    if (length <= LONGEST_TEXT) this else refuse(argument, "is longer than $LONGEST_TEXT bytes")

/** Reads what the app owns. What goes wrong there is the argument's fault. */
internal inline fun <T> reading(argument: String, read: () -> T): T = try {
    read()
} catch (_: ConcurrentModificationException) {
    refuse(argument, "was changed while it was read")
} catch (failure: RuntimeException) {
    // Its words may be the user's.
    refuse(argument, "cannot be read, or was changed while it was read: ${failure.javaClass.name}")
}

internal fun refuse(argument: String, reason: String): Nothing =
    throw ContactCenterException.InvalidArgument(argument, reason)

/** What the core takes, in bytes. A UTF-16 code unit is a byte at least. */
internal val LONGEST_TEXT: Int by lazy(::maxTextBytes)
