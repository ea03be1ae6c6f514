// What went wrong with a secure connection and what can be done about it, in words for an app to show or log.

@file:JvmName("ContactCenterErrorTexts")

package com.contactcenter.sdk

/** What was wrong with the connection, in a sentence. It holds no words of the server and nothing secret. */
public val TlsFailure.failureReason: String
    get() = when (this) {
        TlsFailure.EXPIRED -> "The server's certificate has expired, or the date of this device is wrong."

        TlsFailure.NOT_YET_VALID -> "The server's certificate is not valid yet, or the date of this device is wrong."

        TlsFailure.OTHER_HOST -> "The server's certificate is for another host."

        TlsFailure.UNKNOWN_ISSUER -> "The server's certificate was issued by an authority that is not trusted here."

        TlsFailure.REVOKED -> "The server's certificate was revoked."

        TlsFailure.PIN_MISMATCH ->
            "The server's certificate is valid, but holds none of the keys that this app expects."

        TlsFailure.PROTOCOL_TOO_OLD -> "The server supports neither TLS 1.2 nor TLS 1.3."

        TlsFailure.NOT_TLS ->
            "The answer is not TLS: a network that wants a sign-in, a proxy or the wrong port has answered."

        TlsFailure.NO_COMMON_ALGORITHM -> "The server and this app have no encryption in common."

        TlsFailure.UNFIT_CERTIFICATE -> "The server's certificate cannot be a server's, even if it is trusted."

        TlsFailure.OTHER -> "The secure connection failed, or this device has no certificates to trust."
    }

/** What the user, or the operator of the server, can do about it. */
public val TlsFailure.recoverySuggestion: String
    get() = when (this) {
        TlsFailure.EXPIRED, TlsFailure.NOT_YET_VALID ->
            "Check the date of this device, then try again. If it is right, the server needs another certificate."

        TlsFailure.OTHER_HOST, TlsFailure.UNKNOWN_ISSUER, TlsFailure.NOT_TLS, TlsFailure.OTHER ->
            "Check the date of this device and whether the network wants a sign-in, then try again."

        TlsFailure.PIN_MISMATCH -> "Try another network. If that does not help, update the app."

        TlsFailure.REVOKED,
        TlsFailure.PROTOCOL_TOO_OLD,
        TlsFailure.NO_COMMON_ALGORITHM,
        TlsFailure.UNFIT_CERTIFICATE,
        -> "Try another network. If that does not help, the server of the contact center has to be set up otherwise."
    }
