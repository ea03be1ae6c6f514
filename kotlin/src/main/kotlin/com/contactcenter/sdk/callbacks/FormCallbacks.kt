// Forms with completions.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.ContactCenterForms
import com.contactcenter.sdk.CoreOutgoingMessage

/** [ContactCenterForms] with completions; [ContactCenterCallbacks] says what holds for every call. */
public class FormCallbacks internal constructor(
    private val forms: ContactCenterForms,
    private val calls: CompletedCalls,
) {
    /** [ContactCenterForms.sendFormData]. */
    public fun sendFormData(
        chatID: String,
        formRequestID: String,
        formName: String,
        data: Map<String, Any?>,
        completion: Completion<Unit>,
    ): Cancellable = calls.start(completion) { forms.sendFormData(chatID, formRequestID, formName, data) }

    /** [ContactCenterForms.answerFormInText]; completes with the id of the message. */
    public fun answerFormInText(
        chatID: String,
        formRequestID: String,
        text: String,
        completion: Completion<String>,
    ): Cancellable = calls.send(completion, chatID, CoreOutgoingMessage.FormAnswer(formRequestID, text)) {
        forms.answerFormInText(chatID, formRequestID, text)
    }

    /** [ContactCenterForms.cancelForm]. */
    public fun cancelForm(
        chatID: String,
        formRequestID: String,
        formName: String,
        completion: Completion<Unit>,
    ): Cancellable = calls.start(completion) { forms.cancelForm(chatID, formRequestID, formName) }

    /** [ContactCenterForms.rejectUnknownForm]. */
    public fun rejectUnknownForm(
        chatID: String,
        formRequestID: String,
        formName: String,
        completion: Completion<Unit>,
    ): Cancellable = calls.start(completion) { forms.rejectUnknownForm(chatID, formRequestID, formName) }

    /** [ContactCenterForms.sendSecureFormData]. */
    public fun sendSecureFormData(
        chatID: String,
        formRequestID: String,
        formName: String,
        data: Map<String, Any?>,
        completion: Completion<Unit>,
    ): Cancellable = calls.start(completion) { forms.sendSecureFormData(chatID, formRequestID, formName, data) }

    /** [ContactCenterForms.cancelSecureForm]. */
    public fun cancelSecureForm(
        chatID: String,
        formRequestID: String,
        formName: String,
        completion: Completion<Unit>,
    ): Cancellable = calls.start(completion) { forms.cancelSecureForm(chatID, formRequestID, formName) }
}
