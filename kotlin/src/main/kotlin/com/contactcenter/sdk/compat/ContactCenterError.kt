// The errors of BPContactCenter. It has the names, but fills in hardly any; here each says what it says, and `cause` is the error
// of this SDK with everything that is known.

package com.contactcenter.sdk.compat

import com.contactcenter.sdk.ContactCenterException

/**
 * Why something failed.
 *
 * @param text for a log; holds nothing that the user wrote.
 */
public sealed class ContactCenterError(text: String) : Error(text) {
    /** The error of this SDK behind it. */
    abstract override val cause: ContactCenterException?

    /** The base URL was refused. */
    public data class FailedToBuildBaseURL(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** The tenant URL was refused. */
    public data class FailedTenantURL(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** An event could not be encoded. The SDK does not report it: the name is kept for apps that compare with it. */
    @Deprecated("Not reported by the SDK.")
    public class FailedToCodeJSON(public val event: ContactCenterEvent, public val jsonException: Exception) :
        ContactCenterError("failedToCodeJSON") {
        override val cause: ContactCenterException? get() = null
    }

    /** The server's response is not one of the API; [statusCode] is that of HTTP. */
    public data class BadStatusCode(val statusCode: Int, override val cause: ContactCenterException? = null) :
        ContactCenterError("badStatusCode $statusCode") {
        /** The same as [cause]. */
        @Deprecated("The SDK does not use Volley.", ReplaceWith("cause"))
        public val volleyException: ContactCenterException? get() = cause
    }

    /** No response: there is no connection, the server is not trusted, or the request timed out. */
    public data class FailedToCreateURLRequest(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text) {
        /** The same as [cause]. */
        @Deprecated("The SDK does not use Volley.", ReplaceWith("cause"))
        public val volleyException: ContactCenterException? get() = cause
    }

    /** An error of Volley. The SDK does not report it: the name is kept for apps that compare with it. */
    @Deprecated("The SDK does not use Volley. See FailedToCreateURLRequest.")
    public class VolleyError(public val volleyException: Exception) : ContactCenterError("volleyError") {
        override val cause: ContactCenterException? get() = null
    }

    /** There is no such chat here, or it is over. */
    public data class SessionNotCreated(val text: String = "", override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 1000. */
    public data class ChatSessionBadTenantUrl(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 2000. */
    public data class ChatSessionNoAuthHeader(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 2001. */
    public data class ChatSessionAuthHeaderWrongFormat(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 2002. */
    public data class ChatSessionAuthHeaderBadScheme(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 2003. */
    public data class ChatSessionAuthHeaderMissingAppId(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 2004. */
    public data class ChatSessionAuthHeaderMissingClientId(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 3000. */
    public data class ChatSessionAuthHeaderBadAppId(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 5000. */
    public data class ChatSessionServerTimeout(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 5001. */
    public data class ChatSessionServerNotAvailable(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 5003. */
    public data class ChatSessionInvalidJson(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 5004. */
    public data class ChatSessionServerDisconnected(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 5005. */
    public data class ChatSessionNotFound(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 5006. */
    public data class ChatSessionEntryNotFound(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 5500. */
    public data class ChatSessionInternalServerError(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 5501. */
    public data class ChatSessionUploadSizeLimitExceeded(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 5502. */
    public data class ChatSessionFileNotFound(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 5509. */
    public data class ChatSessionTooManyPollRequests(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 5511. */
    public data class ChatSessionNoEvents(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 5558. */
    public data class ChatSessionFileError(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 5601. */
    public data class ChatSessionCaseNotSpecified(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 5602. */
    public data class ChatSessionCrmServerError(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Code 5603. */
    public data class ChatSessionTooManyParameters(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** Code 5955, and every code that no document lists. */
    public data class ChatSessionUnspecifiedServerError(
        val text: String,
        override val cause: ContactCenterException? = null,
    ) : ContactCenterError(text)

    /** A file could not be read, or was refused before it was sent. */
    public data class FileUploadError(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)

    /** Everything else. */
    public data class CommonCCError(val text: String, override val cause: ContactCenterException? = null) :
        ContactCenterError(text)
}
