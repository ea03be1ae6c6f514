package guides

import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.ContactCenterJavaLog
import com.contactcenter.sdk.ContactCenterLogLevel
import com.contactcenter.sdk.TlsFailure

/** By the keys that the contact center shows, the one of its backup among them, and through the company's proxy. */
fun guarded(settings: ContactCenterConfiguration, keys: List<String>, proxy: String?): ContactCenterConfiguration =
    settings.copy(pinnedPublicKeys = keys, proxyURL = proxy)

/** Why nobody can be reached, for whoever runs the network. */
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

/** What support is sent when something goes wrong again. Begun before the chat is requested. */
class SupportCase(private val communicator: ContactCenterCommunicator) {
    fun begin() {
        communicator.setLogSink(ContactCenterJavaLog(), ContactCenterLogLevel.DEBUG)
        communicator.startRecording()
    }

    /** A text for `contact-center replay`; it holds nothing that anybody wrote. */
    fun end(): String? {
        communicator.setLogSink(null)
        return communicator.stopRecording()
    }
}
