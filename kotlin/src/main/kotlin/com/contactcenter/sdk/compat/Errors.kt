// From this SDK's exceptions to BPContactCenter's errors.

package com.contactcenter.sdk.compat

import com.contactcenter.sdk.ContactCenterException

/** Without an `else`: what is new among the exceptions has to be given a place here. */
internal fun ContactCenterException.asError(): ContactCenterError {
    val text = toString()
    return when (this) {
        is ContactCenterException.InvalidArgument -> when (argument) {
            "base_url" -> ContactCenterError.FailedToBuildBaseURL(text, this)
            "tenant_url" -> ContactCenterError.FailedTenantURL(text, this)
            "file_name", "path" -> ContactCenterError.FileUploadError(text, this)
            else -> ContactCenterError.CommonCCError(text, this)
        }

        is ContactCenterException.Transport,
        is ContactCenterException.Tls,
        is ContactCenterException.Proxy,
        is ContactCenterException.Timeout,
        -> ContactCenterError.FailedToCreateURLRequest(text, this)

        is ContactCenterException.UnexpectedResponse -> ContactCenterError.BadStatusCode(status, this)

        is ContactCenterException.Decoding -> ContactCenterError.BadStatusCode(status, this)

        is ContactCenterException.ResponseTooLarge -> ContactCenterError.BadStatusCode(status, this)

        is ContactCenterException.ChatSessionNotOpen,
        is ContactCenterException.ChatSessionClosed,
        -> ContactCenterError.SessionNotCreated(text, this)

        is ContactCenterException.File -> ContactCenterError.FileUploadError(text, this)

        is ContactCenterException.MessageNotSent,
        is ContactCenterException.Storage,
        is ContactCenterException.Cancelled,
        is ContactCenterException.ShutDown,
        is ContactCenterException.Internal,
        -> ContactCenterError.CommonCCError(text, this)

        is ContactCenterException.ChatSessionBadTenantUrl -> ContactCenterError.ChatSessionBadTenantUrl(text, this)

        is ContactCenterException.ChatSessionNoAuthHeader -> ContactCenterError.ChatSessionNoAuthHeader(text, this)

        is ContactCenterException.ChatSessionAuthHeaderWrongFormat ->
            ContactCenterError.ChatSessionAuthHeaderWrongFormat(text, this)

        is ContactCenterException.ChatSessionAuthHeaderBadScheme ->
            ContactCenterError.ChatSessionAuthHeaderBadScheme(text, this)

        is ContactCenterException.ChatSessionAuthHeaderMissingAppId ->
            ContactCenterError.ChatSessionAuthHeaderMissingAppId(text, this)

        is ContactCenterException.ChatSessionAuthHeaderMissingClientId ->
            ContactCenterError.ChatSessionAuthHeaderMissingClientId(text, this)

        is ContactCenterException.ChatSessionAuthHeaderBadAppId ->
            ContactCenterError.ChatSessionAuthHeaderBadAppId(text, this)

        is ContactCenterException.ChatSessionServerTimeout -> ContactCenterError.ChatSessionServerTimeout(text, this)

        is ContactCenterException.ChatSessionServerNotAvailable ->
            ContactCenterError.ChatSessionServerNotAvailable(text, this)

        is ContactCenterException.ChatSessionInvalidJson -> ContactCenterError.ChatSessionInvalidJson(text, this)

        is ContactCenterException.ChatSessionServerDisconnected ->
            ContactCenterError.ChatSessionServerDisconnected(text, this)

        is ContactCenterException.ChatSessionNotFound -> ContactCenterError.ChatSessionNotFound(text, this)

        is ContactCenterException.ChatSessionEntryNotFound -> ContactCenterError.ChatSessionEntryNotFound(text, this)

        is ContactCenterException.ChatSessionInternalServerException ->
            ContactCenterError.ChatSessionInternalServerError(text, this)

        is ContactCenterException.ChatSessionUploadSizeLimitExceeded ->
            ContactCenterError.ChatSessionUploadSizeLimitExceeded(text, this)

        is ContactCenterException.ChatSessionFileNotFound -> ContactCenterError.ChatSessionFileNotFound(text, this)

        is ContactCenterException.ChatSessionTooManyPollRequests ->
            ContactCenterError.ChatSessionTooManyPollRequests(text, this)

        is ContactCenterException.ChatSessionNoEvents -> ContactCenterError.ChatSessionNoEvents(text, this)

        is ContactCenterException.ChatSessionFileException -> ContactCenterError.ChatSessionFileError(text, this)

        is ContactCenterException.ChatSessionCaseNotSpecified ->
            ContactCenterError.ChatSessionCaseNotSpecified(text, this)

        is ContactCenterException.ChatSessionCrmServerException ->
            ContactCenterError.ChatSessionCrmServerError(text, this)

        is ContactCenterException.ChatSessionTooManyParameters ->
            ContactCenterError.ChatSessionTooManyParameters(text, this)

        is ContactCenterException.ChatSessionUnspecifiedServerException,
        is ContactCenterException.Server,
        -> ContactCenterError.ChatSessionUnspecifiedServerError(text, this)
    }
}
