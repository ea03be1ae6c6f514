package guides

import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterEvent
import com.contactcenter.sdk.ContactCenterForm

/** Answers the forms of one chat. [fillIn] shows a form and returns the values by the keys of the fields; null to cancel. */
class FormAnswers(
    private val communicator: ContactCenterCommunicator,
    private val fillIn: suspend (ContactCenterForm) -> Map<String, String>?,
) {
    suspend fun answer(chatID: String, event: ContactCenterEvent.ChatSessionFormShow) {
        val request = event.formRequestID ?: return
        // A form without a name is a question: answer it with answerFormInText.
        val name = event.formName ?: return
        val form = communicator.getWidgetConfiguration().forms.firstOrNull { it.name == name }
            ?: return communicator.rejectUnknownForm(chatID, request, name)
        val values = fillIn(form)
        if (values == null) {
            communicator.cancelForm(chatID, request, name)
        } else {
            communicator.sendFormData(chatID, request, name, values)
        }
    }
}
