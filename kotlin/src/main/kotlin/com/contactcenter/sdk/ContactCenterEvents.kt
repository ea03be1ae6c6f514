// What can be asked of any event, whatever its kind.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatFormDataCancel
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCaseSet
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCobrowsingEnded
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCobrowsingRejected
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCobrowsingRequested
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCobrowsingStarted
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionDisconnect
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionEnd
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionEnded
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFile
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFileUrl
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormData
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormShow
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormSubmit
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionInactivityTimeout
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionInfo
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionLocation
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessage
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageDelete
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageDelivered
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageEdit
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageRead
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionNavigation
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionNotTyping
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionPartyJoined
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionPartyLeft
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormCancel
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormData
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormShow
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSignaling
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionStatus
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionTimeoutWarning
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionTyping
import com.contactcenter.sdk.ContactCenterEvent.Unknown
import kotlin.time.Instant

/** When the event happened, by the server's clock; null for events without a time. */
public val ContactCenterEvent.timestamp: Instant? get() = timestampMs?.let(Instant::fromEpochMilliseconds)

/**
 * Whether the customer of the chat caused the event, on this device or another one. That is so for events of the party whose id
 * is the id of the chat, in upper or lower case, and for leaving the chat, which only the customer does. In a history all
 * messages of the customer have a party; a message without one is an announcement of the contact center.
 */
public fun ContactCenterEvent.isFromCustomer(chatID: String): Boolean = when (this) {
    ChatSessionDisconnect, ChatSessionEnd -> true
    else -> partyID.equals(chatID, ignoreCase = true)
}

/** The id of the party that caused the event; null if the server does not name it. */
public val ContactCenterEvent.partyID: String?
    get() = when (this) {
        is ChatSessionMessage -> partyID
        is ChatSessionMessageDelivered -> partyID
        is ChatSessionMessageRead -> partyID
        is ChatSessionMessageEdit -> partyID
        is ChatSessionMessageDelete -> partyID
        is ChatSessionPartyJoined -> partyID
        is ChatSessionPartyLeft -> partyID
        is ChatSessionTyping -> partyID
        is ChatSessionNotTyping -> partyID
        is ChatSessionFile -> partyID
        is ChatSessionFileUrl -> partyID
        is ChatSessionLocation -> partyID
        is ChatSessionNavigation -> partyID
        is ChatSessionFormShow -> partyID
        is ChatSessionSecureFormShow -> partyID
        is ChatSessionFormData -> partyID
        is ChatFormDataCancel -> partyID
        is ChatSessionSecureFormData -> partyID
        is ChatSessionSecureFormCancel -> partyID
        is ChatSessionFormSubmit -> partyID
        is ChatSessionCobrowsingRequested -> partyID
        is ChatSessionCobrowsingRejected -> partyID
        is ChatSessionCobrowsingStarted -> partyID
        is ChatSessionCobrowsingEnded -> partyID
        is ChatSessionSignaling -> partyID
        is ChatSessionStatus -> null
        is ChatSessionCaseSet -> null
        is ChatSessionInfo -> null
        is ChatSessionTimeoutWarning -> null
        is ChatSessionInactivityTimeout -> null
        ChatSessionEnded -> null
        ChatSessionDisconnect -> null
        ChatSessionEnd -> null
        is Unknown -> null
    }

/** The id of the message of the event, or to which a receipt or an edit refers; null for other events. */
public val ContactCenterEvent.messageID: String?
    get() = when (this) {
        is ChatSessionMessage -> messageID
        is ChatSessionMessageDelivered -> messageID
        is ChatSessionMessageRead -> messageID
        is ChatSessionMessageEdit -> messageID
        is ChatSessionMessageDelete -> messageID
        is ChatSessionFile -> messageID
        is ChatSessionFileUrl -> messageID
        is ChatSessionLocation -> messageID
        is ChatSessionNavigation -> messageID
        is ChatSessionCobrowsingRequested -> messageID
        is ChatSessionCobrowsingRejected -> messageID
        is ChatSessionCobrowsingStarted -> messageID
        is ChatSessionCobrowsingEnded -> messageID
        is ChatSessionSignaling -> messageID
        else -> null
    }

/** The plain text of a message, of an edit, or of a warning about inactivity; null for other events. */
public val ContactCenterEvent.messageText: String?
    get() = when (this) {
        is ChatSessionMessage -> messageText
        is ChatSessionMessageEdit -> messageText
        is ChatSessionTimeoutWarning -> messageText
        is ChatSessionInactivityTimeout -> messageText
        else -> null
    }

/** The id of the request for a form that the event is, or refers to; null for other events. */
public val ContactCenterEvent.formRequestID: String?
    get() = when (this) {
        is ChatSessionFormShow -> formRequestID
        is ChatSessionSecureFormShow -> formRequestID
        is ChatSessionFormData -> formRequestID
        is ChatFormDataCancel -> formRequestID
        is ChatSessionSecureFormData -> formRequestID
        is ChatSessionSecureFormCancel -> formRequestID
        is ChatSessionFormSubmit -> formRequestID
        else -> null
    }

private val ContactCenterEvent.timestampMs: Timestamp?
    get() = when (this) {
        is ChatSessionMessage -> timestampMs
        is ChatSessionMessageDelivered -> timestampMs
        is ChatSessionMessageRead -> timestampMs
        is ChatSessionMessageEdit -> timestampMs
        is ChatSessionMessageDelete -> timestampMs
        is ChatSessionCaseSet -> timestampMs
        is ChatSessionPartyJoined -> timestampMs
        is ChatSessionPartyLeft -> timestampMs
        is ChatSessionTyping -> timestampMs
        is ChatSessionNotTyping -> timestampMs
        is ChatSessionFile -> timestampMs
        is ChatSessionFileUrl -> timestampMs
        is ChatSessionLocation -> timestampMs
        is ChatSessionNavigation -> timestampMs
        is ChatSessionFormShow -> timestampMs
        is ChatSessionSecureFormShow -> timestampMs
        is ChatSessionFormData -> timestampMs
        is ChatFormDataCancel -> timestampMs
        is ChatSessionSecureFormData -> timestampMs
        is ChatSessionSecureFormCancel -> timestampMs
        is ChatSessionFormSubmit -> timestampMs
        is ChatSessionCobrowsingRequested -> timestampMs
        is ChatSessionCobrowsingRejected -> timestampMs
        is ChatSessionCobrowsingStarted -> timestampMs
        is ChatSessionCobrowsingEnded -> timestampMs
        is ChatSessionSignaling -> timestampMs
        is ChatSessionInfo -> timestampMs
        is ChatSessionTimeoutWarning -> timestampMs
        is ChatSessionInactivityTimeout -> timestampMs
        is ChatSessionStatus -> null
        ChatSessionEnded -> null
        ChatSessionDisconnect -> null
        ChatSessionEnd -> null
        is Unknown -> null
    }
