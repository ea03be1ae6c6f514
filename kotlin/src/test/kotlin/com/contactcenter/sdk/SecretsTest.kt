// What must not stand in an app's log, nor in an error.

package com.contactcenter.sdk

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import java.lang.reflect.InvocationTargetException

class SecretsTest {
    @Test
    fun theLoginOfAnIceServerIsNotPrinted() {
        val server = ContactCenterIceServer(listOf("turn:t.example.com"), "s3cret", "s3cret")
        assertEquals("ContactCenterIceServer(urls=[turn:t.example.com], …)", "$server")
    }

    @Test
    fun theClientIdIsNotPrinted() {
        val configuration = ContactCenterConfiguration("https://acme.example.com", "acme", "app", "s3cret")
        assertEquals(
            "ContactCenterConfiguration(baseURL=https://acme.example.com, tenantURL=acme, …)",
            "$configuration",
        )
    }

    @Test
    fun whatPeopleWroteIsNotPrinted() {
        val message = ContactCenterEvent.ChatSessionMessage("1", "P", "s3cret", "s3cret", null, null, emptyList(), null)
        assertEquals("chat_session_message(…)", "$message")
        assertEquals(
            "Events(chatID=c, origin=LIVE, events=[chat_session_message(…)])",
            "${ChatUpdate.Events("c", EventOrigin.LIVE, listOf(message))}",
        )
        val file = ContactCenterUploadedFile("s3cret", "s3cret.txt", ContactCenterFileType.Image)
        assertEquals("ContactCenterUploadedFile { file_type: Image, .. }", "$file")
        assertEquals("ContactCenterChatRequest { .. }", "${ContactCenterChatRequest(from = "s3cret")}")
    }

    /** What the generated code does with a panic of the core, which nothing else here can bring about. */
    @Test
    fun aPanicInACallIsInternalAndItsWordsAreNobodysBusiness() {
        val status = UniffiRustCallStatus()
        // There is no such error: the core panics over it.
        val nonsense = FfiConverterInt.lowerIntoRustBuffer(9999)
        UniffiLib.uniffi_contact_center_core_fn_method_contactcentererror_kind(nonsense, status)
        val check = Class.forName("com.contactcenter.sdk.ContactCenterCoreKt").getDeclaredMethod(
            "uniffiCheckCallStatus",
            UniffiRustCallStatusErrorHandler::class.java,
            UniffiRustCallStatus::class.java,
        )
        check.isAccessible = true
        val thrown = assertThrown<InvocationTargetException> {
            check.invoke(null, UniffiNullRustCallStatusErrorHandler, status)
        }
        assertEquals("a call panicked", (thrown.targetException as ContactCenterException.Internal).reason)
    }
}
