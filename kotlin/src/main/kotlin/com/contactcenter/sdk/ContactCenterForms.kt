// Answers to forms. The user waits for the result, so an answer is sent once, and its call returns the outcome; an answer that is a
// message too is queued like a message.

package com.contactcenter.sdk

/**
 * Forms of a chat. [ContactCenterCommunicating] says what holds for every call.
 *
 * An answer is sent once, and fails at once without a connection. If its outcome is unknown, the app may send it again: the
 * server recognizes it by `formRequestID`. Only [answerFormInText] is queued, because it is a message too.
 */
public interface ContactCenterForms {
    /**
     * Answers a form ([ContactCenterEvent.ChatSessionFormShow]). Returns when the server has the answer.
     *
     * @param data the values by the names of the fields; empty to leave the form out. Values are strings, numbers, booleans,
     *   null, and lists and maps of these.
     */
    public suspend fun sendFormData(chatID: String, formRequestID: String, formName: String, data: Map<String, Any?>)

    /**
     * Answers a form without a name: the text is sent as the answer to the form and then as a message. Returns the id of the
     * message when both are queued, in one step. Without a connection they wait, and the answer is repeated until the server
     * has it. The message survives the process like any other; the answer to the form does not.
     */
    public suspend fun answerFormInText(chatID: String, formRequestID: String, text: String): String

    /** Cancels a form. Returns when the server has it. */
    public suspend fun cancelForm(chatID: String, formRequestID: String, formName: String)

    /** Tells the server that the app has no such form, so that the scenario goes on. Returns when the server has it. */
    public suspend fun rejectUnknownForm(chatID: String, formRequestID: String, formName: String)

    /**
     * Answers a secure form ([ContactCenterEvent.ChatSessionSecureFormShow]). Returns when the server has the answer.
     *
     * The SDK neither stores nor logs the values, and no exception holds them. A
     * [ContactCenterEvent.ChatSessionSecureFormData] of a history is delivered without its values. The SDK does not filter the
     * server's other events.
     *
     * @param data the values, as for [sendFormData].
     */
    public suspend fun sendSecureFormData(
        chatID: String,
        formRequestID: String,
        formName: String,
        data: Map<String, Any?>,
    )

    /** Cancels a secure form. Returns when the server has it. */
    public suspend fun cancelSecureForm(chatID: String, formRequestID: String, formName: String)
}
