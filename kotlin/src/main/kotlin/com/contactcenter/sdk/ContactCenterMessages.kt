// What is said in a chat: messages and what is shown as one, how far they have got, and who is typing.

package com.contactcenter.sdk

/** Messages of a chat. [ContactCenterCommunicating] says what holds for every call. */
public interface ContactCenterMessages {
    /**
     * Hands over a message and returns its id, `chatId:messageNumber`, as soon as it is in the store: from then on it is
     * sent after all that was handed over before it, through failures of the network and restarts of the process, until
     * the server has it, it expires, or the app discards it. [ChatUpdate.MessageStatusChanged] tells how far it has got.
     *
     * In the background it waits for the foreground ([ContactCenterCommunicating.setForeground]). On Android
     * `ContactCenterAndroid.sendFromBackground` sends from there.
     *
     * @throws ContactCenterException.MessageNotSent where a thousand messages of the chat wait already.
     */
    public suspend fun sendChatMessage(
        chatID: String,
        message: String,
        format: MessageFormat = MessageFormat.TEXT,
    ): String

    /**
     * Answers a question of a bot: a message that says which question it answers. Sent like [sendChatMessage]; returns its id.
     *
     * @param directiveID that of the question's [ContactCenterEvent.ChatSessionMessage].
     */
    public suspend fun sendChatAnswer(chatID: String, answer: String, directiveID: String): String

    /**
     * Shows the other side a file that [ContactCenterFiles.uploadFile] has brought to the server. Sent like [sendChatMessage];
     * returns its id.
     */
    public suspend fun sendChatFile(
        chatID: String,
        fileID: String,
        fileName: String,
        fileType: ContactCenterFileType,
    ): String

    /** The same with what the upload returned. */
    public suspend fun sendChatFile(chatID: String, file: ContactCenterUploadedFile): String =
        sendChatFile(chatID, file.fileID, file.fileName, file.fileType)

    /**
     * Shows the other side a place. Sent like [sendChatMessage]; returns its id.
     *
     * @param latitude degrees north, -90 to 90.
     * @param longitude degrees east, -180 to 180.
     * @param url leads to a map.
     */
    public suspend fun sendLocation(chatID: String, latitude: Double, longitude: Double, url: String? = null): String

    /**
     * Tries a message again that has failed, under the same id; one that waits is tried at once.
     *
     * @throws ContactCenterException.InvalidArgument where the id names no such message.
     */
    public suspend fun retryChatMessage(chatID: String, messageID: String)

    /**
     * Forgets a message that has failed or waits.
     *
     * @throws ContactCenterException.InvalidArgument where the id names no such message; one that is being sent is not
     *   such a message.
     */
    public suspend fun discardChatMessage(chatID: String, messageID: String)

    /**
     * The messages of an open chat that wait, are being sent or have failed, those of earlier runs included, in the order in
     * which they were handed over. They are known here before the delegate is told.
     *
     * @throws ContactCenterException.ChatSessionNotOpen for a chat that was not opened by this communicator.
     * @throws ContactCenterException.ChatSessionClosed for a chat that is over.
     */
    public suspend fun getUnsentMessages(chatID: String): List<ContactCenterUnsentMessage>

    /**
     * Tells the other side that the app has a message; the user need not have read it. Returns when it is queued; several
     * that wait go in one request, and a message of this app's own is not confirmed.
     */
    public suspend fun chatMessageDelivered(chatID: String, messageID: String)

    /** Tells the other side that the user has read a message. Queued like [chatMessageDelivered]. */
    public suspend fun chatMessageRead(chatID: String, messageID: String)

    /**
     * Tells the other side that the user is typing. Call it for every key: the other side is told at most every 5 s, that
     * the user has stopped after 10 s without a call, and before a message. Without a network it is dropped.
     *
     * @param draft what was typed so far, for the other side to see; it sees nothing of it by default.
     */
    public suspend fun chatTyping(chatID: String, draft: String? = null)

    /** Tells the other side that the user has stopped typing, if it believes otherwise. */
    public suspend fun chatNotTyping(chatID: String)

    /** Tells the other side which page the user looks at. Queued like [chatMessageDelivered]. */
    public suspend fun sendNavigation(chatID: String, page: String, title: String)
}
