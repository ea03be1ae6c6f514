// From this SDK's events, records and words to BPContactCenter's.

package com.contactcenter.sdk.compat

import com.contactcenter.sdk.ContactCenterChatSessionPartyType.Internal
import com.contactcenter.sdk.ContactCenterChatSessionPartyType.MsTeams
import com.contactcenter.sdk.ContactCenterChatSessionPartyType.Scenario
import com.contactcenter.sdk.ContactCenterFileType
import com.contactcenter.sdk.ContactCenterSignaling
import com.contactcenter.sdk.messageID
import com.contactcenter.sdk.partyID
import com.contactcenter.sdk.timestamp
import com.contactcenter.sdk.ContactCenterChatSessionPartyType as PartyType
import com.contactcenter.sdk.ContactCenterChatSessionState as State
import com.contactcenter.sdk.ContactCenterEvent as Event

/** [baseURL] is where files lie. */
internal fun Event.forCompatibility(baseURL: String): ContactCenterEvent {
    val time = timestamp?.epochSeconds ?: now()
    val message = messageID.orEmpty()
    return when (this) {
        is Event.ChatSessionMessage ->
            ContactCenterEvent.ChatSessionMessage(message, partyID, this.message, time, serverText)

        is Event.ChatSessionMessageDelivered -> ContactCenterEvent.ChatSessionMessageDelivered(message, partyID, time)

        is Event.ChatSessionMessageRead -> ContactCenterEvent.ChatSessionMessageRead(message, partyID, time)

        is Event.ChatSessionPartyJoined -> joined(time)

        is Event.ChatSessionPartyLeft -> ContactCenterEvent.ChatSessionPartyLeft(partyID.orEmpty(), time)

        is Event.ChatSessionTyping -> ContactCenterEvent.ChatSessionTyping(partyID, time)

        is Event.ChatSessionNotTyping -> ContactCenterEvent.ChatSessionNotTyping(partyID, time)

        is Event.ChatSessionLocation -> ContactCenterEvent.ChatSessionLocation(
            partyID,
            url,
            latitude?.toFloat() ?: 0f,
            longitude?.toFloat() ?: 0f,
            time,
        )

        is Event.ChatSessionTimeoutWarning -> ContactCenterEvent.ChatSessionTimeoutWarning(this.message, time)

        is Event.ChatSessionInactivityTimeout -> ContactCenterEvent.ChatSessionInactivityTimeout(this.message, time)

        Event.ChatSessionEnded -> ContactCenterEvent.ChatSessionEnded()

        Event.ChatSessionDisconnect -> ContactCenterEvent.ChatSessionDisconnect()

        Event.ChatSessionEnd -> ContactCenterEvent.ChatSessionEnd()

        is Event.ChatSessionFile ->
            file(fileName, fileID, fileType, partyID, fileID?.let { linkTo(baseURL, it) }, time)

        is Event.ChatSessionFileUrl -> file(fileName, null, fileType, partyID, fileURL, time)

        is Event.ChatSessionCaseSet -> ContactCenterEvent.ChatSessionCaseSet(caseID.orEmpty(), time)

        is Event.ChatSessionStatus ->
            ContactCenterEvent.ChatSessionStatus(estimatedWaitTime?.toString().orEmpty(), state.forCompatibility())

        is Event.ChatSessionFormSubmit -> {
            val members = data?.let(::membersOf).orEmpty()
            ContactCenterEvent.ChatSessionFormSubmit(members, partyID, formRequestID?.toIntOrNull() ?: -1, time)
        }

        is Event.ChatSessionSignaling -> ContactCenterEvent.ChatSessionSignaling(
            data.forCompatibility(),
            partyID,
            message.toIntOrNull()?.toString() ?: "-1",
            destinationPartyID,
            time,
        )

        is Event.ChatSessionFormShow -> ContactCenterEvent.ChatSessionFormShow(
            channel.orEmpty(),
            formName.orEmpty(),
            formRequestID?.toIntOrNull() ?: -1,
            formTimeout ?: 0,
            time.toString(),
        )

        else -> ContactCenterEvent.ChatSessionUnknownEvent(unknownName())
    }
}

/** The plain text that the server sent. Where it sent none, apps show the HTML, not the text that the SDK makes of it. */
private val Event.ChatSessionMessage.serverText: String?
    get() = messageText.takeUnless { isMessageTextDerived || it.isEmpty() }

private fun Event.ChatSessionPartyJoined.joined(time: Long) = ContactCenterEvent.ChatSessionPartyJoined(
    partyID.orEmpty(),
    firstName.orEmpty(),
    lastName.orEmpty(),
    displayName.orEmpty(),
    type.forCompatibility(),
    time,
)

/** The address of a file, which asks for no credentials. */
internal fun linkTo(baseURL: String, fileID: String): String = "${baseURL.trimEnd('/')}/clientweb/file/$fileID"

internal fun file(
    name: String?,
    id: String?,
    type: ContactCenterFileType?,
    party: String?,
    url: String?,
    time: Long,
): ContactCenterEvent.ChatSessionFile {
    val word = when (type) {
        ContactCenterFileType.Image -> "image"
        is ContactCenterFileType.Other -> type.value
        ContactCenterFileType.Attachment, null -> "attachment"
    }
    return ContactCenterEvent.ChatSessionFile(name.orEmpty(), id.orEmpty(), word, party.orEmpty(), url, time)
}

/** The server's names of the events that BPContactCenter does not know. */
private fun Event.unknownName(): String = when (this) {
    is Event.Unknown -> name
    is Event.ChatSessionMessageEdit -> "chat_session_message_edit"
    is Event.ChatSessionMessageDelete -> "chat_session_message_delete"
    is Event.ChatSessionNavigation -> "chat_session_navigation"
    is Event.ChatSessionSecureFormShow -> "chat_session_secure_form_show"
    is Event.ChatSessionFormData -> "chat_session_form_data"
    is Event.ChatFormDataCancel -> "chat_form_data_cancel"
    is Event.ChatSessionSecureFormData -> "chat_session_secure_form_data"
    is Event.ChatSessionSecureFormCancel -> "chat_session_secure_form_cancel"
    is Event.ChatSessionCobrowsingRequested -> "chat_session_cobrowsing_requested"
    is Event.ChatSessionCobrowsingRejected -> "chat_session_cobrowsing_rejected"
    is Event.ChatSessionCobrowsingStarted -> "chat_session_cobrowsing_started"
    is Event.ChatSessionCobrowsingEnded -> "chat_session_cobrowsing_ended"
    is Event.ChatSessionInfo -> "chat_session_info"
    else -> "chat_session_unknown_event"
}

/** A word that BPContactCenter does not know comes nearest to the state in which a chat begins. */
internal fun State.forCompatibility(): ContactCenterChatSessionState = when (this) {
    State.Queued, is State.Other -> ContactCenterChatSessionState.Queued
    State.Connecting, State.Establishing -> ContactCenterChatSessionState.Connecting
    State.Connected -> ContactCenterChatSessionState.Connected
    State.Ivr -> ContactCenterChatSessionState.Ivr
    State.Failed -> ContactCenterChatSessionState.Failed
    State.Completed -> ContactCenterChatSessionState.Completed
}

private fun PartyType?.forCompatibility() = when (this) {
    Scenario -> ContactCenterChatSessionPartyType.Scenario
    Internal, MsTeams -> ContactCenterChatSessionPartyType.Internal
    else -> ContactCenterChatSessionPartyType.External
}

private fun ContactCenterSignaling.forCompatibility(): ContactCenterEvent.SignalingData = when (this) {
    is ContactCenterSignaling.RequestCall -> ContactCenterEvent.SignalingData(type = SignalingType.REQUEST_CALL)

    is ContactCenterSignaling.OfferCall ->
        ContactCenterEvent.SignalingData(sdp = sdp, type = SignalingType.OFFER_CALL)

    is ContactCenterSignaling.AnswerCall ->
        ContactCenterEvent.SignalingData(sdp = sdp, type = SignalingType.ANSWER_CALL)

    is ContactCenterSignaling.IceCandidate -> ContactCenterEvent.SignalingData(
        candidate,
        sdpMLineIndex = sdpMLineIndex?.toString(),
        sdpMid = sdpMid,
        type = SignalingType.ICE_CANDIDATE,
    )

    ContactCenterSignaling.EndCall -> ContactCenterEvent.SignalingData(type = SignalingType.END_CALL)

    is ContactCenterSignaling.CallRejected -> ContactCenterEvent.SignalingData(type = SignalingType.CALL_REJECTED)

    is ContactCenterSignaling.CallState -> ContactCenterEvent.SignalingData(otherType = "CALL_STATE")

    is ContactCenterSignaling.RequestPhoneCall -> ContactCenterEvent.SignalingData(otherType = "REQUEST_PHONE_CALL")

    is ContactCenterSignaling.RequestSms -> ContactCenterEvent.SignalingData(otherType = "REQUEST_SMS")

    is ContactCenterSignaling.Other -> ContactCenterEvent.SignalingData(otherType = membersOf(raw)["type"])
}
