// The events of BPContactCenter, in its names, types and units. What the server leaves out has that SDK's own default, so that code
// which was written for it never receives a null that was not possible before.

package com.contactcenter.sdk.compat

/**
 * An event of a chat.
 *
 * Every `timestamp` is in seconds since 1970. Where the server sends none, and in an event that the app makes, it is the time at
 * which the event was made.
 */
public sealed class ContactCenterEvent {
    /**
     * A message.
     *
     * @property message the message as it was sent, which may be HTML.
     * @property messageText the plain text beside it; null where the server sent none.
     */
    public data class ChatSessionMessage(
        val messageID: String = "",
        val partyID: String?,
        val message: String,
        val timestamp: Long = now(),
        val messageText: String? = null,
    ) : ContactCenterEvent()

    /** A message was delivered to the other side. */
    public data class ChatSessionMessageDelivered(
        val messageID: String,
        val partyID: String?,
        val timestamp: Long = now(),
    ) : ContactCenterEvent()

    /** A message was read by the other side. */
    public data class ChatSessionMessageRead(
        val messageID: String,
        val partyID: String?,
        val timestamp: Long = now(),
    ) : ContactCenterEvent()

    /** Not delivered: the server sends no such event. [ChatSessionStatus] has the state of the chat. */
    public data class ChatSessionMessageStatus(
        val state: ContactCenterChatSessionState,
        val estimatedWaitTime: String,
    ) : ContactCenterEvent()

    /** A party joined the chat. */
    public data class ChatSessionPartyJoined(
        val partyID: String = "",
        val firstName: String = "",
        val lastName: String = "",
        val displayName: String = "",
        val type: ContactCenterChatSessionPartyType,
        val timestamp: Long = now(),
    ) : ContactCenterEvent()

    /** A party left the chat. */
    public data class ChatSessionPartyLeft(val partyID: String, val timestamp: Long = now()) : ContactCenterEvent()

    /** A party is typing. */
    public data class ChatSessionTyping(val partyID: String?, val timestamp: Long = now()) : ContactCenterEvent()

    /** A party stopped typing. */
    public data class ChatSessionNotTyping(val partyID: String?, val timestamp: Long = now()) : ContactCenterEvent()

    /** A location, in degrees. */
    public data class ChatSessionLocation(
        val partyID: String?,
        val url: String?,
        val latitude: Float,
        val longitude: Float,
        val timestamp: Long = now(),
    ) : ContactCenterEvent()

    /** The server's warning to a customer who has been inactive. */
    public data class ChatSessionTimeoutWarning(val message: String, val timestamp: Long = now()) :
        ContactCenterEvent()

    /** The server ended the chat, because the customer was inactive for too long. */
    public data class ChatSessionInactivityTimeout(val message: String, val timestamp: Long = now()) :
        ContactCenterEvent()

    /** The server ended the chat. */
    public class ChatSessionEnded : ContactCenterEvent() {
        override fun equals(other: Any?): Boolean = other is ChatSessionEnded

        override fun hashCode(): Int = toString().hashCode()

        override fun toString(): String = "ChatSessionEnded()"
    }

    /** This customer left the conversation. */
    public class ChatSessionDisconnect : ContactCenterEvent() {
        override fun equals(other: Any?): Boolean = other is ChatSessionDisconnect

        override fun hashCode(): Int = toString().hashCode()

        override fun toString(): String = "ChatSessionDisconnect()"
    }

    /** This customer ended the chat. */
    public class ChatSessionEnd : ContactCenterEvent() {
        override fun equals(other: Any?): Boolean = other is ChatSessionEnd

        override fun hashCode(): Int = toString().hashCode()

        override fun toString(): String = "ChatSessionEnd()"
    }

    /**
     * A file.
     *
     * @property fileType `image` or `attachment`.
     * @property url the address of the file. It asks for no credentials: do not pass it on.
     */
    public data class ChatSessionFile(
        val fileName: String,
        val fileUUID: String,
        val fileType: String,
        val partyID: String,
        var url: String? = null,
        val timestamp: Long = now(),
    ) : ContactCenterEvent()

    /** The answer to a form. Values that are no texts are given as JSON. */
    public data class ChatSessionFormSubmit(
        val formData: Map<String, String> = emptyMap(),
        val partyID: String?,
        val reqID: Int = -1,
        val timestamp: Long = now(),
    ) : ContactCenterEvent()

    /** The chat was assigned to a case of the CRM. */
    public data class ChatSessionCaseSet(val caseID: String, val timestamp: Long = now()) : ContactCenterEvent()

    /**
     * The status of the chat.
     *
     * @property estimatedWaitTime in seconds, as text; empty where it is unknown.
     * @property state the state, which BPContactCenter does not have here.
     */
    public data class ChatSessionStatus(
        val estimatedWaitTime: String,
        val state: ContactCenterChatSessionState = ContactCenterChatSessionState.Queued,
    ) : ContactCenterEvent()

    /**
     * A WebRTC signaling message.
     *
     * @property msg_id the id of the message where it is a number, else `-1`: apps convert it to an `Int`.
     */
    @Suppress("ktlint:standard:property-naming", "ConstructorParameterNaming")
    public data class ChatSessionSignaling(
        val data: SignalingData,
        val party_id: String? = null,
        val msg_id: String = "-1",
        val destination_party_id: String? = null,
        val timestamp: Long = now(),
    ) : ContactCenterEvent()

    /**
     * The data of a WebRTC signaling message.
     *
     * @property sdp the session description, in offers and answers.
     * @property type the type; null for one that [SignalingType] does not have. A candidate without a type is sent as
     *   [SignalingType.ICE_CANDIDATE].
     * @property otherType the server's word for a type that [SignalingType] does not have, which can be sent too.
     */
    public data class SignalingData(
        val candidate: String? = null,
        val sdp: String? = null,
        val sdpMLineIndex: String? = null,
        val sdpMid: String? = null,
        val type: SignalingType? = null,
        val otherType: String? = null,
    )

    /** The contact center asks for a form. [timeout] and [timestamp] are in seconds, the latter as text. */
    public data class ChatSessionFormShow(
        val channel: String,
        val formName: String,
        val requestID: Int,
        val timeout: Int,
        val timestamp: String,
    ) : ContactCenterEvent()

    /** An event that BPContactCenter does not have. [errorDescription] is the server's name of the event. */
    public data class ChatSessionUnknownEvent(val errorDescription: String = "unknown event") : ContactCenterEvent()
}

/** The types of signaling messages that BPContactCenter has. */
public enum class SignalingType { REQUEST_CALL, END_CALL, CALL_REJECTED, ANSWER_CALL, OFFER_CALL, ICE_CANDIDATE }

/** Seconds since 1970. */
internal fun now(): Long = System.currentTimeMillis() / 1000
