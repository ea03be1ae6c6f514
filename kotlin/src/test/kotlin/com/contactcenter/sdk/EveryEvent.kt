// One of every event that a server sends and that ends no chat: as it stands on the wire, and as an app sees it.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCaseSet
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCobrowsingRequested
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFile
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFileUrl
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormShow
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormSubmit
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionInfo
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionLocation
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessage
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageDelete
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageDelivered
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageEdit
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageRead
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionNotTyping
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionPartyJoined
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionPartyLeft
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormCancel
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormShow
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSignaling
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionStatus
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionTimeoutWarning
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionTyping
import com.contactcenter.sdk.ContactCenterEvent.Unknown

private const val AT: Timestamp = 1_614_718_748_000
private const val TEAMS = "application/vnd.microsoft.card.adaptive"

internal val EVERY_EVENT: List<Pair<String, ContactCenterEvent>> = listOf(
    """{"event":"chat_session_status","state":"connecting","ewt":"20"}""" to
        ChatSessionStatus(ContactCenterChatSessionState.Connecting, 20),
    """{"event":"chat_session_info","service_name":"Orders","timestamp":"1614718748"}""" to
        ChatSessionInfo("Orders", AT),
    """{"event":"chat_session_party_joined","party_id":"P","first_name":"Al","last_name":"Ax","display_name":"Alex",
        "type":"msteams","timestamp":"1614718748"}""" to
        ChatSessionPartyJoined("P", "Al", "Ax", "Alex", ContactCenterChatSessionPartyType.MsTeams, AT),
    """{"event":"chat_session_typing","party_id":"P","msg":"Hel","timestamp":"1614718748"}""" to
        ChatSessionTyping("P", "Hel", AT),
    """{"event":"chat_session_not_typing","party_id":"P","timestamp":"1614718748"}""" to
        ChatSessionNotTyping("P", AT),
    """{"event":"chat_session_message","msg_id":"2","party_id":"P","msg":"Hi<br>there","msg_text":"Hi\nthere",
        "directive_id":"d-1","channel":"web","timestamp":"1614718748",
        "attachments":[{"id":"a","name":"Card","contentType":"$TEAMS","content":{"type":"AdaptiveCard"}}]}""" to
        ChatSessionMessage(
            messageID = "2",
            partyID = "P",
            message = "Hi<br>there",
            messageText = "Hi\nthere",
            directiveID = "d-1",
            channel = "web",
            attachments = listOf(ContactCenterAttachment("a", "Card", TEAMS, """{"type":"AdaptiveCard"}""")),
            timestampMs = AT,
        ),
    """{"event":"chat_session_message_edit","ref_msg_id":"2","party_id":"P","msg":"Hi &amp; you",
        "timestamp":"1614718748"}""" to
        ChatSessionMessageEdit("2", "P", "Hi &amp; you", "Hi & you", AT),
    """{"event":"chat_session_message_delete","ref_msg_id":"2","party_id":"P","timestamp":"1614718748"}""" to
        ChatSessionMessageDelete("2", "P", AT),
    """{"event":"chat_session_message_delivered","ref_msg_id":"x:1","party_id":"P","timestamp":"1614718748"}""" to
        ChatSessionMessageDelivered("x:1", "P", AT),
    """{"event":"chat_session_message_read","ref_msg_id":"x:1","party_id":"P","timestamp":"1614718748"}""" to
        ChatSessionMessageRead("x:1", "P", AT),
    """{"event":"chat_session_file","msg_id":"4","party_id":"P","file_id":"f","file_name":"a.png","file_type":"image",
        "timestamp":"1614718748"}""" to
        ChatSessionFile("4", "P", "f", "a.png", ContactCenterFileType.Image, AT),
    """{"event":"chat_session_file_url","msg_id":"6","party_id":"P","file_url":"https://cdn.example.com/a.pdf",
        "file_name":"a.pdf","file_type":"attachment","timestamp":"1614718748"}""" to
        ChatSessionFileUrl(
            "6",
            "P",
            "https://cdn.example.com/a.pdf",
            "a.pdf",
            ContactCenterFileType.Attachment,
            AT,
        ),
    """{"event":"chat_session_location","msg_id":"8","party_id":"P","latitude":"48.5","longitude":"-16.25",
        "url":"https://maps.example.com","timestamp":"1614718748"}""" to
        ChatSessionLocation("8", "P", "https://maps.example.com", 48.5, -16.25, AT),
    """{"event":"chat_session_form_show","form_request_id":7,"form_name":"contact","form_timeout":"60",
        "channel":"web","party_id":"P","timestamp":"1614718748"}""" to
        ChatSessionFormShow("7", "contact", 60, "web", "P", AT),
    """{"event":"chat_session_form_submit","req_id":7,"form_data":{"name":"Ann"},"party_id":"P",
        "timestamp":"1614718748"}""" to
        ChatSessionFormSubmit("7", """{"name":"Ann"}""", "P", AT),
    """{"event":"chat_session_secure_form_show","form_request_id":"8","form_id":"card","party_id":"P",
        "timestamp":"1614718748"}""" to
        ChatSessionSecureFormShow("8", "card", "P", AT),
    """{"event":"chat_session_secure_form_cancel","form_request_id":"8","form_name":"card","party_id":"P",
        "timestamp":"1614718748"}""" to
        ChatSessionSecureFormCancel("8", "card", "P", AT),
    """{"event":"chat_session_cobrowsing_requested","msg_id":"10","party_id":"P","timestamp":"1614718748"}""" to
        ChatSessionCobrowsingRequested("10", "P", AT),
    """{"event":"chat_session_signaling","msg_id":"12","party_id":"P","destination_party_id":"Q",
        "data":{"type":"CALL_REJECTED","reason_code":"3","reason":"busy"},"timestamp":"1614718748"}""" to
        ChatSessionSignaling("12", "P", "Q", ContactCenterSignaling.CallRejected("3", "busy"), AT),
    """{"event":"chat_session_case_set","case_id":"case-7","timestamp":"1614718748"}""" to
        ChatSessionCaseSet("case-7", AT),
    """{"event":"chat_session_timeout_warning","msg":"Still there?","timestamp":"1614718748"}""" to
        ChatSessionTimeoutWarning("Still there?", "Still there?", AT),
    """{"event":"chat_session_party_left","party_id":"P","type":"internal","timestamp":"1614718748"}""" to
        ChatSessionPartyLeft("P", ContactCenterChatSessionPartyType.Internal, AT),
    """{"event":"chat_session_novelty","value":1}""" to
        Unknown("chat_session_novelty", """{"event":"chat_session_novelty","value":1}"""),
)
