// The events of BPContactCenter, in its names, types and units. What the server leaves out is filled in as that SDK's own defaults
// would have it, so that code which was written against it meets nothing that is null and was not before.

package com.contactcenter.sdk.compat

/** One thing that happened in a chat. Every `timestamp` is in seconds since 1970; where the server gives none, it is now. */
public sealed class ContactCenterEvent {
    /** A message. [message] is as it was sent, HTML perhaps. */
    public data class ChatSessionMessage(
        val messageID: String,
        val partyID: String?,
        val message: String,
        val timestamp: Long,
    ) : ContactCenterEvent()

    /** A message has reached the other side. */
    public data class ChatSessionMessageDelivered(val messageID: String, val partyID: String?, val timestamp: Long) :
        ContactCenterEvent()

    /** A message has been read by the other side. */
    public data class ChatSessionMessageRead(val messageID: String, val partyID: String?, val timestamp: Long) :
        ContactCenterEvent()

    /** A party has joined the chat. */
    public data class ChatSessionPartyJoined(
        val partyID: String,
        val firstName: String,
        val lastName: String,
        val displayName: String,
        val type: ContactCenterChatSessionPartyType,
        val timestamp: Long,
    ) : ContactCenterEvent()

    /** A party has left the chat. */
    public data class ChatSessionPartyLeft(val partyID: String, val timestamp: Long) : ContactCenterEvent()

    /** A party is typing. */
    public data class ChatSessionTyping(val partyID: String?, val timestamp: Long) : ContactCenterEvent()

    /** A party has stopped typing. */
    public data class ChatSessionNotTyping(val partyID: String?, val timestamp: Long) : ContactCenterEvent()

    /** A place, in degrees. */
    public data class ChatSessionLocation(
        val partyID: String?,
        val url: String?,
        val latitude: Float,
        val longitude: Float,
        val timestamp: Long,
    ) : ContactCenterEvent()

    /** The server's words to a customer who has been silent for long. */
    public data class ChatSessionTimeoutWarning(val message: String, val timestamp: Long) : ContactCenterEvent()

    /** The server has ended the chat because the customer was silent for too long. */
    public data class ChatSessionInactivityTimeout(val message: String, val timestamp: Long) : ContactCenterEvent()

    /** The server has ended the chat. */
    public data object ChatSessionEnded : ContactCenterEvent()

    /** This customer has left the conversation. */
    public data object ChatSessionDisconnect : ContactCenterEvent()

    /** This customer has ended the chat. */
    public data object ChatSessionEnd : ContactCenterEvent()

    /**
     * A file.
     *
     * @property fileType `image` or `attachment`.
     * @property url where it can be fetched by whoever has the address.
     */
    public data class ChatSessionFile(
        val fileName: String,
        val fileUUID: String,
        val fileType: String,
        val partyID: String,
        val url: String?,
        val timestamp: Long,
    ) : ContactCenterEvent()

    /** What was filled into a form. Values that are no texts are given as JSON. */
    public data class ChatSessionFormSubmit(
        val formData: Map<String, String>,
        val partyID: String?,
        val reqID: Int,
        val timestamp: Long,
    ) : ContactCenterEvent()

    /** The chat belongs to a case of the CRM. */
    public data class ChatSessionCaseSet(val caseID: String, val timestamp: Long) : ContactCenterEvent()

    /**
     * How the chat stands.
     *
     * @property estimatedWaitTime in seconds, as text; empty where it is unknown.
     * @property state what BPContactCenter did not tell.
     */
    public data class ChatSessionStatus(
        val estimatedWaitTime: String,
        val state: ContactCenterChatSessionState = ContactCenterChatSessionState.Queued,
    ) : ContactCenterEvent()

    /** A word about a call. [timestamp] is in seconds, as text. */
    @Suppress("ktlint:standard:property-naming", "ConstructorParameterNaming")
    public data class ChatSessionSignaling(val data: SignalingData, val party_id: String, val timestamp: String) :
        ContactCenterEvent()

    /**
     * What is said about a call.
     *
     * @property type `REQUEST_CALL`, `OFFER_CALL`, `ANSWER_CALL`, `ICE_CANDIDATE`, `END_CALL`, `CALL_REJECTED` and whatever else
     *   the server says. Where it is left out and there is a candidate, it is sent as `ICE_CANDIDATE`.
     * @property sdp the description of a session, in offers and answers.
     */
    public data class SignalingData(
        val candidate: String? = null,
        val sdpMLineIndex: String? = null,
        val sdpMid: String? = null,
        val type: String? = null,
        val sdp: String? = null,
    )

    /** The contact centre asks for a form. [timeout] and [timestamp] are in seconds, the latter as text. */
    public data class ChatSessionFormShow(
        val channel: String,
        val formName: String,
        val requestID: Int,
        val timeout: Int,
        val timestamp: String,
    ) : ContactCenterEvent()

    /** An event that BPContactCenter has no name for; [errorDescription] is the server's. */
    public data class ChatSessionUnknownEvent(val errorDescription: String) : ContactCenterEvent()
}
