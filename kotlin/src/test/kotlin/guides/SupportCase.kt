package guides

import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.ContactCenterJavaLog
import com.contactcenter.sdk.ContactCenterLogLevel
import com.contactcenter.sdk.TlsFailure

/** Pins the keys of the contact center, a backup key among them, and uses the company's proxy. */
fun guarded(settings: ContactCenterConfiguration, keys: List<String>, proxy: String?): ContactCenterConfiguration =
    settings.copy(pinnedPublicKeys = keys, proxyURL = proxy)

/** Returns why the contact center cannot be reached, as a text for the administrator of the network; null if it can. */
suspend fun whyNot(communicator: ContactCenterCommunicator): String? = try {
    communicator.getVersion()
    null
} catch (refused: ContactCenterException.Tls) {
    when (refused.failure) {
        TlsFailure.EXPIRED, TlsFailure.NOT_YET_VALID -> "look at this device's clock"
        TlsFailure.PIN_MISMATCH -> "the contact center shows a key that this app does not know"
        else -> "not the contact center: ${refused.reason}"
    }
} catch (_: ContactCenterException.Proxy) {
    "the proxy does not let us through"
} catch (_: ContactCenterException.ResponseTooLarge) {
    "an answer is longer than maxResponseBytes"
}

/** A trace for a support request. Begin it before the chat is requested. */
class SupportCase(private val communicator: ContactCenterCommunicator) {
    fun begin() {
        communicator.setLogSink(ContactCenterJavaLog(), ContactCenterLogLevel.DEBUG)
        communicator.startRecording()
    }

    /** Returns the trace for `contact-center replay`. It holds no text of a conversation. */
    fun end(): String? {
        communicator.setLogSink(null)
        return communicator.stopRecording()
    }
}
