// An app like any other, as far as a shrinker can tell: it is shrunk with the SDK and then run, see ShrunkConsumerTest.

package consumer

import com.contactcenter.sdk.ChatSessionCloseReason
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterEvent
import com.contactcenter.sdk.ContactCenterEventsDelegating
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.EventOrigin
import com.contactcenter.sdk.callbacks.Result
import com.contactcenter.sdk.compat.ContactCenterEventsInterface
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import java.io.File
import kotlin.concurrent.thread
import kotlin.system.exitProcess
import com.contactcenter.sdk.compat.ContactCenterCommunicator as OldCommunicator
import com.contactcenter.sdk.compat.ContactCenterEvent as OldEvent
import com.contactcenter.sdk.compat.Result as OldResult
import com.contactcenter.sdk.compat.Success as OldSuccess

private const val PATIENCE_MILLIS = 20_000L

/** Arguments: the contact center's URL, a file with its root, and a folder for the store. */
fun main(arguments: Array<String>): Unit = runBlocking {
    val (baseURL, authority, store) = arguments
    val configuration = ContactCenterConfiguration(
        baseURL = baseURL,
        tenantURL = "acme.example.com",
        appID = "app",
        clientID = "shrunk",
        extraRootCertificates = listOf(File(authority).readBytes()),
        trustExtraRootsOnly = true,
        storageDirectory = store,
    )
    // An app with broken bindings may wait without limit, also where a coroutine cannot be cancelled.
    thread(isDaemon = true) {
        Thread.sleep(PATIENCE_MILLIS)
        Runtime.getRuntime().halt(2)
    }
    Customer().run { ContactCenterCommunicator(configuration, this).use { talk(it) } }
    println("old ${oldChat(configuration.copy(clientID = "old", storageDirectory = null))}")
    exitProcess(0)
}

/** What an app does that comes from BPContactCenter: calls with completions, and events by its interface. */
private suspend fun oldChat(configuration: ContactCenterConfiguration): String =
    OldCommunicator.init(configuration).use { communicator ->
        val heard = CompletableDeferred<String>()
        communicator.callback = object : ContactCenterEventsInterface {
            override fun chatSessionEvents(result: OldResult<List<OldEvent>, Error>) {
                if (result !is OldSuccess) return
                for (event in result.value) {
                    if (event is OldEvent.ChatSessionMessage) heard.complete(event.message)
                }
            }
        }
        val chat = completed { communicator.requestChat("", "Ann", mapOf("topic" to mapOf("vip" to true)), it) }
        completed { communicator.sendChatMessage(chat.chatID, "Where is my parcel?", completion = it) }
        val answer = heard.await()
        completed { communicator.endChat(chat.chatID, it) }
        answer
    }

private suspend fun <T> completed(call: ((OldResult<T, Error>) -> Unit) -> Unit): T {
    val end = CompletableDeferred<OldResult<T, Error>>()
    call { end.complete(it) }
    return (end.await() as OldSuccess).value
}

private class Customer : ContactCenterEventsDelegating {
    private val heard = CompletableDeferred<String>()
    private val closed = CompletableDeferred<ChatSessionCloseReason>()

    suspend fun talk(communicator: ContactCenterCommunicator) {
        val refusal = runCatching { communicator.sendChatMessage("chat", " ") }.exceptionOrNull()
        if (refusal !is ContactCenterException.InvalidArgument) throw checkNotNull(refusal)
        println("refused ${refusal.argument}")
        val chat = communicator.requestChat(from = "Ann", parameters = mapOf("email" to "ann@example.com"))
        println("chat ${chat.chatID}")
        communicator.sendChatMessage(chat.chatID, "Where is my parcel?")
        println("heard ${heard.await()}")
        println("events ${communicator.getChatHistory(chat.chatID).isNotEmpty()}")
        val version = CompletableDeferred<Boolean>()
        communicator.callbacks.getVersion { version.complete(it is Result.Success) }
        println("completed ${version.await()}")
        communicator.endChat(chat.chatID)
        println("closed ${closed.await() == ChatSessionCloseReason.ENDED_BY_CLIENT}")
    }

    override fun chatSessionEvents(chatID: String, origin: EventOrigin, events: List<ContactCenterEvent>) {
        for (event in events) {
            if (event is ContactCenterEvent.ChatSessionMessage) heard.complete(event.messageText)
        }
    }

    override fun chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) {
        closed.complete(reason)
    }
}
