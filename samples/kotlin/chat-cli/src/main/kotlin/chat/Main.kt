// A chat for a person: every line is a message, a line that begins with a slash is a command.

package chat

import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.MessageStatus
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import java.io.File
import kotlin.system.exitProcess

private const val HELP =
    "  a line is sent as a message; /typing · /file PATH · /history · /retry N · /disconnect · /end · /quit"

fun main(arguments: Array<String>) {
    try {
        val options = Options(arguments)
        ContactCenterCommunicator(options.configuration).use {
            runBlocking(Dispatchers.IO) { converse(it, options.name) }
        }
    } catch (wrong: IllegalArgumentException) {
        exit(wrong.message)
    } catch (failure: ContactCenterException) {
        exit(failure.message)
    }
}

private fun exit(message: String?): Nothing {
    System.err.println(message)
    exitProcess(2)
}

private suspend fun converse(communicator: ContactCenterCommunicator, name: String): Unit = coroutineScope {
    Screen.say("  · the contact center is ${communicator.checkAvailability().chat.name.lowercase()}")
    val chatID = communicator.requestChat(from = name).chatID
    val waiting = MutableStateFlow(emptySet<String>())
    val following = launch {
        communicator.events(chatID).collect { update ->
            Screen.show(update)
            if (update is ChatUpdate.MessageStatusChanged) waiting.update { it.after(update) }
        }
    }
    Screen.say(HELP)
    read(following) { line -> obey(communicator, chatID, line) }
    // What is not sent yet gets a moment.
    withTimeoutOrNull(10_000) { waiting.first { it.isEmpty() } }
    following.cancel()
}

private fun Set<String>.after(update: ChatUpdate.MessageStatusChanged): Set<String> = when (update.status) {
    MessageStatus.Pending, MessageStatus.Sending -> this + update.messageID
    else -> this - update.messageID
}

/** Until the input ends, the user quits or the chat is over. */
private suspend fun read(chat: Job, obey: suspend (String) -> Unit) {
    while (chat.isActive) {
        val line = readlnOrNull()?.trim() ?: return
        if (line == "/quit") return
        try {
            obey(line)
        } catch (failure: ContactCenterException) {
            Screen.say("  ! ${failure.message}")
        }
        if (line == "/end") chat.join()
    }
}

private suspend fun obey(communicator: ContactCenterCommunicator, chatID: String, line: String) {
    val argument = line.substringAfter(' ', "")
    when (line.substringBefore(' ')) {
        "" -> Unit

        "/help" -> Screen.say(HELP)

        "/typing" -> communicator.chatTyping(chatID)

        "/file" -> {
            val file = communicator.uploadFile(File(argument)) { sent, all -> Screen.say("  · $sent of $all bytes") }
            communicator.sendChatFile(chatID, file)
        }

        "/history" -> Screen.say("  · ${communicator.getChatHistory(chatID).size} events")

        "/retry" -> communicator.retryChatMessage(chatID, "$chatID:$argument")

        "/disconnect" -> communicator.disconnectChat(chatID)

        "/end" -> communicator.endChat(chatID)

        else -> if (line.startsWith('/')) Screen.say(HELP) else communicator.sendChatMessage(chatID, line)
    }
}
