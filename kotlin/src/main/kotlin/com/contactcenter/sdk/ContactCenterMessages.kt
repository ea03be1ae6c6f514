// Messages of a chat, their statuses and receipts, and typing indicators.

package com.contactcenter.sdk

/** Messages of a chat. [ContactCenterCommunicating] says what holds for every call. */
public interface ContactCenterMessages {
    /**
     * Queues a message, and returns its id, `chatId:messageNumber`, when it is in the store. Messages are sent in the order of
     * the calls, through failures of the network and restarts of the process, until the server has them, they expire, or the
     * app discards them. [ChatUpdate.MessageStatusChanged] reports the status.
     *
     * In the background a message waits for the foreground ([ContactCenterCommunicating.setForeground]). On Android
     * `ContactCenterAndroid.sendFromBackground` sends in the background.
     *
     * @param format whether the text is plain text or HTML; plain text by default.
     * @throws ContactCenterException.MessageNotSent if a thousand messages of the chat are unsent.
     */
    public suspend fun sendChatMessage(
        chatID: String,
        message: String,
        format: MessageFormat = MessageFormat.TEXT,
    ): String

    /**
     * Answers a question of a bot, with a message that names the question. Queued like [sendChatMessage]; returns its id.
     *
     * @param directiveID the directive id of the question's [ContactCenterEvent.ChatSessionMessage].
     */
    public suspend fun sendChatAnswer(chatID: String, answer: String, directiveID: String): String

    /**
     * Sends a file that [ContactCenterFiles.uploadFile] has uploaded to the other side. Queued like [sendChatMessage]; returns
     * its id.
     */
    public suspend fun sendChatFile(
        chatID: String,
        fileID: String,
        fileName: String,
        fileType: ContactCenterFileType,
    ): String

    /** Sends an uploaded file with the name and the type of its upload. Queued like [sendChatMessage]; returns its id. */
    public suspend fun sendChatFile(chatID: String, file: ContactCenterUploadedFile): String =
        sendChatFile(chatID, file.fileID, file.fileName, file.fileType)

    /**
     * Sends a location to the other side. Queued like [sendChatMessage]; returns its id.
     *
     * @param latitude the latitude in degrees north, -90 to 90.
     * @param longitude the longitude in degrees east, -180 to 180.
     * @param url the address of a map.
     */
    public suspend fun sendLocation(chatID: String, latitude: Double, longitude: Double, url: String? = null): String

    /**
     * Retries a failed message, under the same id. A waiting message is sent at once.
     *
     * @throws ContactCenterException.InvalidArgument if there is no such message.
     */
    public suspend fun retryChatMessage(chatID: String, messageID: String)

    /**
     * Discards a failed or waiting message.
     *
     * @throws ContactCenterException.InvalidArgument if there is no such message, or if it is being sent.
     */
    public suspend fun discardChatMessage(chatID: String, messageID: String)

    /**
     * Returns the messages of an open chat that wait, are being sent or have failed, in the order of their calls, those of
     * earlier runs included. A message is in this list before the delegate is told of it.
     *
     * @throws ContactCenterException.ChatSessionNotOpen for a chat that was not opened by this communicator.
     * @throws ContactCenterException.ChatSessionClosed for a closed chat.
     */
    public suspend fun getUnsentMessages(chatID: String): List<ContactCenterUnsentMessage>

    /**
     * Sends a delivery receipt: the app has the message, whether the user has read it or not. Returns when it is queued.
     * Waiting receipts are sent in one request; messages of this app get none.
     */
    public suspend fun chatMessageDelivered(chatID: String, messageID: String)

    /** Sends a read receipt for a message. Queued like [chatMessageDelivered]. */
    public suspend fun chatMessageRead(chatID: String, messageID: String)

    /**
     * Sends the typing indicator. Call it for every key: it is sent at most every 5 s, and withdrawn after 10 s without a
     * call and before a message. Without a network it is dropped.
     *
     * @param draft the text typed so far, which the other side then sees; null by default.
     */
    public suspend fun chatTyping(chatID: String, draft: String? = null)

    /** Withdraws the typing indicator, if it was sent. */
    public suspend fun chatNotTyping(chatID: String)

    /** Sends the page that the user looks at. Queued like [chatMessageDelivered]. */
    public suspend fun sendNavigation(chatID: String, page: String, title: String)
}
