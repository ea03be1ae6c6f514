// What an app in Kotlin can name is the contract's: nothing of how the calls get to the core.

package com.contactcenter.sdk

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File

class PublicNamesTest {
    private val names =
        PublicNames(File(ContactCenterCommunicator::class.java.protectionDomain.codeSource.location.toURI()))

    @Test
    fun noPublicNameTellsOfTheCoreBehind() {
        for (known in listOf("ContactCenterCommunicator", "ContactCenterEvent.ChatSessionMessage", "EventOrigin")) {
            assertTrue("$SDK/$known" in names.classes, "$known is looked at")
        }
        for (known in listOf("sendChatMessage", "messageDirectives", "JsonValue", "$SDK/ContactCenterParameterType")) {
            assertTrue(names.members.any { it.endsWith(known) }, "$known is looked at")
        }
        assertEquals(emptyList<String>(), (names.classes + names.members).filter { it.isMachinery() }.sorted())
    }

    @Test
    fun theNamesOfTheMachineryAreKnown() {
        val inside = listOf("RustBuffer", "FfiConverterString", "InternalException", "UniffiWithHandle", "NoHandle")
        val around = listOf("CoreCommunicator", "CoreTransfer", "ContactCenterLoggingImpl", "Disposable")
        for (example in inside + around) {
            assertTrue("$SDK/$example" in names.hiddenClasses, "$example is there, for the library alone")
            assertTrue("$SDK/$example".isMachinery(), "$example would be noticed")
        }
    }

    private fun String.isMachinery() = startsWith("com/sun/jna/") || MACHINERY.containsMatchIn(substringAfterLast('/'))

    private companion object {
        const val SDK = "com/contactcenter/sdk"
        val MACHINERY =
            Regex("Ffi|Rust|[Uu]niffi|^Core[A-Z]|Impl$|^(Disposable|InternalException|NoHandle|ForeignBytes)\\b")
    }
}
