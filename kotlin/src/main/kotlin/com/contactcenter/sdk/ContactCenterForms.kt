// Answers to the forms that a contact center asks for. They are given while the user looks on, so they are tried once, and the
// caller is told what became of them; one that is a message too is queued like a message.

package com.contactcenter.sdk

/**
 * Forms of a chat. [ContactCenterCommunicating] says what holds for every call.
 *
 * An answer is tried once, and fails at once where there is no connection. One whose outcome is unknown may be given again:
 * `formRequestID` says that it is the same one. [answerFormInText] alone is queued instead, because it is a message too.
 */
public interface ContactCenterForms {
    /**
     * Answers a form ([ContactCenterEvent.ChatSessionFormShow]). Returns when the server has the answer.
     *
     * @param data what was filled in, by the names of the fields; empty to leave the form out. Values are texts, numbers, truth
     *   values, null, and lists and maps of these.
     */
    public suspend fun sendFormData(chatID: String, formRequestID: String, formName: String, data: Map<String, Any?>)

    /**
     * Answers a form that has no name: the text goes out as the answer to the form and, after it, as a message. Returns the
     * message's id when both are queued, in one step. Without a connection they wait, and the answer goes out again until the
     * server has it. The message survives the process like any other; the answer to the form does not.
     */
    public suspend fun answerFormInText(chatID: String, formRequestID: String, text: String): String

    /** Gives no answer to a form. Returns when the server has it. */
    public suspend fun cancelForm(chatID: String, formRequestID: String, formName: String)

    /** Tells the server that the app has no such form, so that the scenario goes on. Returns when the server has it. */
    public suspend fun rejectUnknownForm(chatID: String, formRequestID: String, formName: String)

    /**
     * Answers a secure form ([ContactCenterEvent.ChatSessionSecureFormShow]). Returns when the server has the answer.
     *
     * What was filled in is neither stored nor logged by the SDK, and is in no exception. Of a
     * [ContactCenterEvent.ChatSessionSecureFormData] in a history nothing that was filled in is handed on; what the server
     * writes into other events is the server's.
     *
     * @param data as for [sendFormData].
     */
    public suspend fun sendSecureFormData(
        chatID: String,
        formRequestID: String,
        formName: String,
        data: Map<String, Any?>,
    )

    /** Gives no answer to a secure form. Returns when the server has it. */
    public suspend fun cancelSecureForm(chatID: String, formRequestID: String, formName: String)
}
