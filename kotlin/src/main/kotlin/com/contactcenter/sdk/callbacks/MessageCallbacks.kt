// What is said in a chat beyond the contract, with completions.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.ContactCenterFileType
import com.contactcenter.sdk.ContactCenterMessages
import com.contactcenter.sdk.ContactCenterUnsentMessage
import com.contactcenter.sdk.ContactCenterUploadedFile
import com.contactcenter.sdk.CoreOutgoingMessage
import com.contactcenter.sdk.MessageFormat

/** [ContactCenterMessages] with completions; [ContactCenterCallbacks] says what holds for every call. */
public class MessageCallbacks internal constructor(
    private val messages: ContactCenterMessages,
    private val calls: CompletedCalls,
) {
    /** [ContactCenterMessages.sendChatMessage] in a format. */
    public fun sendChatMessage(
        chatID: String,
        message: String,
        format: MessageFormat,
        completion: Completion<String>,
    ): Cancellable = calls.send(completion, chatID, CoreOutgoingMessage.Text(message, format)) {
        messages.sendChatMessage(chatID, message, format)
    }

    /** [ContactCenterMessages.sendChatAnswer]. */
    public fun sendChatAnswer(
        chatID: String,
        answer: String,
        directiveID: String,
        completion: Completion<String>,
    ): Cancellable = calls.send(completion, chatID, CoreOutgoingMessage.Answer(answer, directiveID)) {
        messages.sendChatAnswer(chatID, answer, directiveID)
    }

    /** [ContactCenterMessages.sendChatFile]. */
    public fun sendChatFile(
        chatID: String,
        fileID: String,
        fileName: String,
        fileType: ContactCenterFileType,
        completion: Completion<String>,
    ): Cancellable = calls.send(completion, chatID, CoreOutgoingMessage.File(fileID, fileName, fileType)) {
        messages.sendChatFile(chatID, fileID, fileName, fileType)
    }

    /** [ContactCenterMessages.sendChatFile] with what the upload gave. */
    public fun sendChatFile(
        chatID: String,
        file: ContactCenterUploadedFile,
        completion: Completion<String>,
    ): Cancellable = sendChatFile(chatID, file.fileID, file.fileName, file.fileType, completion)

    /** [ContactCenterMessages.sendLocation]. */
    public fun sendLocation(
        chatID: String,
        latitude: Double,
        longitude: Double,
        url: String?,
        completion: Completion<String>,
    ): Cancellable = calls.send(completion, chatID, CoreOutgoingMessage.Location(latitude, longitude, url)) {
        messages.sendLocation(chatID, latitude, longitude, url)
    }

    /** [ContactCenterMessages.retryChatMessage]. */
    public fun retryChatMessage(chatID: String, messageID: String, completion: Completion<Unit>): Cancellable =
        calls.retry(completion, chatID, messageID) { messages.retryChatMessage(chatID, messageID) }

    /** [ContactCenterMessages.discardChatMessage]. */
    public fun discardChatMessage(chatID: String, messageID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { messages.discardChatMessage(chatID, messageID) }

    /** [ContactCenterMessages.getUnsentMessages]. */
    public fun getUnsentMessages(
        chatID: String,
        completion: Completion<List<ContactCenterUnsentMessage>>,
    ): Cancellable = calls.start(completion) { messages.getUnsentMessages(chatID) }

    /** [ContactCenterMessages.chatTyping] with what was typed so far. */
    public fun chatTyping(chatID: String, draft: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { messages.chatTyping(chatID, draft) }

    /** [ContactCenterMessages.sendNavigation]. */
    public fun sendNavigation(chatID: String, page: String, title: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { messages.sendNavigation(chatID, page, title) }
}
