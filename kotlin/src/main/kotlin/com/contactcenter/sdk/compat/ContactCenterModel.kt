// What BPContactCenter's calls give, in its names and types.

package com.contactcenter.sdk.compat

/** The server's version. */
public typealias ContactCenterVersion = com.contactcenter.sdk.ContactCenterVersion

/** How a chat stands. */
public enum class ContactCenterChatSessionState { Queued, Connecting, Connected, Ivr, Failed, Completed }

/** Who takes part in a chat. */
public enum class ContactCenterChatSessionPartyType { Scenario, External, Internal }

/** Whether the contact center is open. */
public enum class ContactCenterServiceChatAvailability { Available, Unavailable }

/**
 * Whether the contact center is open, and perhaps how long the wait is.
 *
 * @property chatval whether it is open.
 * @property estimatedWaitTime in seconds.
 */
public data class ContactCenterServiceAvailability(
    val chatval: ContactCenterServiceChatAvailability,
    val estimatedWaitTime: Int? = null,
)

/**
 * The chat that was requested.
 *
 * @property estimatedWaitTime in seconds.
 * @property isNewChat whether it was started by this request, or was live before.
 * @property phoneNumber `Undefined` where there is none.
 */
public data class ContactCenterChatSessionProperties(
    val chatID: String,
    val state: ContactCenterChatSessionState,
    val estimatedWaitTime: Int? = null,
    val isNewChat: Boolean,
    val phoneNumber: String = "Undefined",
)

/** The sessions of a case. */
public data class ChatSessionCaseHistoryDto(val sessions: List<ContactCenterChatSession>)

/**
 * One session of a case.
 *
 * @property createdTime in seconds since 1970; 0 where the server does not say.
 */
public data class ContactCenterChatSession(
    val chatID: String,
    val createdTime: Long,
    val events: List<ContactCenterEvent>,
)

/** A file that was brought to the server: what `sendChatFile` takes. */
public data class ContactCenterUploadedFileInfo(val fileName: String, val fileUUID: String)
