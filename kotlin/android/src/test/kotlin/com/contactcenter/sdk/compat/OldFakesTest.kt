// Fakes of the interface, with the members that each release of BPContactCenter has and no others, as apps write them for tests.

package com.contactcenter.sdk.compat

import OldChatApp
import android.graphics.Bitmap
import com.contactcenter.sdk.android.NEWEST
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.util.UUID

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class OldFakesTest {
    @Test
    fun fakeOf200ServesAnApp() {
        val fake = FakeOf200()
        val app = OldChatApp(fake)
        app.start("Ann")
        app.send("1 < 2")
        app.sendStyled("<b>1</b>")
        app.onMessageReceived(mapOf("chatID" to "chat"))
        fake.delegate?.chatSessionEvents(Success(listOf(ContactCenterEvent.ChatSessionMessage("1", "P", "Hello"))))
        fake.delegate?.chatSessionEvents(Success(listOf(ContactCenterEvent.ChatSessionEnded())))
        app.leaveAgent()
        app.end()
        assertEquals(listOf("We are open", "Welcome, Ann", "P: Hello", "The chat is over"), app.lines)
        val calls = listOf(
            "checkAvailability",
            """requestChat 16508888888 Ann {"email":"ann@example.com","order":{"number":7}}""",
            "sendChatMessage TEXT 1 < 2",
            "sendChatMessage HTML <b>1</b>",
            "push chat",
            "delivered 1",
            "read 1",
            "disconnectChat",
            "endChat",
        )
        assertEquals(calls, fake.calls)
    }

    @Test
    fun fakeOf210BetaServesItsCalls() {
        val fake = FakeOf210Beta()
        val api: ContactCenterCommunicating = fake
        val answers = mutableListOf<Any>()
        api.sendChatMessage("chat", "Hello") { answers += (it as Success).value }
        api.uploadFile("a.jpg", Bitmap.createBitmap(1, 1, Bitmap.Config.ARGB_8888)) {
            answers += (it as Success).value.fileUUID
        }
        api.sendChatFile("chat", "f", "a.jpg", "image") { answers += (it as Success).value.single().fileUUID }
        val end = ContactCenterEvent.SignalingData(type = SignalingType.END_CALL)
        api.sendSignalingData("chat", "P", 7, end) { answers += (it as Success).value }
        assertEquals(listOf("sent null", "f of 1x1", "f", "7 END_CALL"), answers)
    }

    @Test
    fun callOfAnotherReleaseIsRefusedByName() {
        val refusals = mutableListOf<Error>()
        val older = FakeOf200()
        older.sendChatFile("chat", "f", "a.jpg", "image") { refusals += (it as Failure).reason }
        older.uploadFile("a.jpg", Bitmap.createBitmap(1, 1, Bitmap.Config.ARGB_8888)) {
            refusals += (it as Failure).reason
        }
        older.sendSignalingData("chat", "P", 7, ContactCenterEvent.SignalingData()) {
            refusals += (it as Failure).reason
        }
        FakeOf210Beta().sendChatMessage("chat", "Hello", ContactCenterCommunicating.ContentFormat.HTML) {
            refusals += (it as Failure).reason
        }
        val names = listOf("sendChatFile", "uploadFile", "sendSignalingData", "sendChatMessage with a format")
        for ((refusal, name) in refusals.zip(names)) {
            assertTrue("$refusal", refusal is ContactCenterError.CommonCCError)
            assertTrue("$refusal", refusal.message.orEmpty().startsWith(name))
        }
        assertEquals(names.size, refusals.size)
    }

    @Test
    fun plainMessageReachesTheCallWithAFormat() {
        val fake = FakeOf200()
        val sent = mutableListOf<String>()
        fake.sendChatMessage("chat", "Hello") { sent += (it as Success).value }
        assertEquals(listOf("chat:1"), sent)
        assertEquals(listOf("sendChatMessage TEXT Hello"), fake.calls)
    }
}

/** What both releases have. */
private abstract class Fake {
    val calls = mutableListOf<String>()

    protected fun answer(call: String, completion: (Result<String, Error>) -> Unit) {
        calls += call
        completion(Success(""))
    }
}

private class FakeOf200 :
    Fake(),
    ContactCenterCommunicating {
    override val baseURL: String = "https://acme.example.com"
    override val tenantURL: String = "acme.example.com"
    override val appID: String = "app"
    override val clientID: String = "client"
    override var delegate: ContactCenterEventsInterface? = null

    override fun getVersion(completion: (result: Result<ContactCenterVersion, Error>) -> Unit) {
        completion(Success(ContactCenterVersion("5.3.1")))
    }

    override fun checkAvailability(completion: (result: Result<ContactCenterServiceAvailability, Error>) -> Unit) {
        calls += "checkAvailability"
        completion(Success(ContactCenterServiceAvailability(ContactCenterServiceChatAvailability.Available)))
    }

    override fun getChatHistory(
        chatID: String,
        completion: (result: Result<List<ContactCenterEvent>, Error>) -> Unit,
    ) {
        completion(Success(emptyList()))
    }

    override fun getCaseHistory(
        chatID: String,
        completion: (result: Result<ChatSessionCaseHistoryDto, Error>) -> Unit,
    ) {
        completion(Failure(ContactCenterError.ChatSessionCaseNotSpecified("no case")))
    }

    override fun requestChat(
        phoneNumber: String,
        from: String,
        parameters: JSONObject,
        completion: (Result<ContactCenterChatSessionProperties, Error>) -> Unit,
    ) {
        calls += "requestChat $phoneNumber $from $parameters"
        val state = ContactCenterChatSessionState.Queued
        completion(Success(ContactCenterChatSessionProperties("chat", state, isNewChat = true)))
    }

    override fun sendChatMessage(
        chatID: String,
        content: String,
        format: ContactCenterCommunicating.ContentFormat,
        messageID: UUID?,
        completion: (Result<String, Error>) -> Unit,
    ) {
        calls += "sendChatMessage $format $content"
        completion(Success("$chatID:1"))
    }

    override fun chatMessageDelivered(chatID: String, messageID: String, completion: (Result<String, Error>) -> Unit) =
        answer("delivered $messageID", completion)

    override fun chatMessageRead(chatID: String, messageID: String, completion: (Result<String, Error>) -> Unit) =
        answer("read $messageID", completion)

    override fun chatTyping(chatID: String, completion: (Result<String, Error>) -> Unit) =
        answer("chatTyping", completion)

    override fun chatNotTyping(chatID: String, completion: (Result<String, Error>) -> Unit) =
        answer("chatNotTyping", completion)

    override fun disconnectChat(chatID: String, completion: (Result<String, Error>) -> Unit) =
        answer("disconnectChat", completion)

    override fun endChat(chatID: String, completion: (Result<String, Error>) -> Unit) = answer("endChat", completion)

    override fun subscribeForRemoteNotificationsFirebase(
        chatID: String,
        deviceToken: String,
        completion: (Result<String, Error>) -> Unit,
    ) = answer("subscribe $deviceToken", completion)

    override fun appDidReceiveMessage(userInfo: Map<Any, Any>) {
        calls += "push ${userInfo["chatID"]}"
    }

    override fun closeCase(chatID: String, completion: (Result<String, Error>) -> Unit) =
        answer("closeCase", completion)

    override fun startPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit) {
        completion(Success(true))
    }

    override fun stopPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit) {
        completion(Success(true))
    }
}

private class FakeOf210Beta :
    Fake(),
    ContactCenterCommunicating {
    override val baseURL: String = "https://acme.example.com"
    override val tenantURL: String = "acme.example.com"
    override val appID: String = "app"
    override val clientID: String = "client"
    override var delegate: ContactCenterEventsInterface? = null

    override fun getVersion(completion: (result: Result<ContactCenterVersion, Error>) -> Unit) {
        completion(Success(ContactCenterVersion("5.3.1")))
    }

    override fun checkAvailability(completion: (result: Result<ContactCenterServiceAvailability, Error>) -> Unit) {
        completion(Success(ContactCenterServiceAvailability(ContactCenterServiceChatAvailability.Unavailable)))
    }

    override fun getChatHistory(
        chatID: String,
        completion: (result: Result<List<ContactCenterEvent>, Error>) -> Unit,
    ) {
        completion(Success(emptyList()))
    }

    override fun getCaseHistory(
        chatID: String,
        completion: (result: Result<ChatSessionCaseHistoryDto, Error>) -> Unit,
    ) {
        completion(Success(ChatSessionCaseHistoryDto(emptyList())))
    }

    override fun requestChat(
        phoneNumber: String,
        from: String,
        parameters: JSONObject,
        completion: (Result<ContactCenterChatSessionProperties, Error>) -> Unit,
    ) {
        completion(Failure(ContactCenterError.ChatSessionServerNotAvailable("closed")))
    }

    override fun sendChatMessage(
        chatID: String,
        message: String,
        messageID: UUID?,
        completion: (Result<String, Error>) -> Unit,
    ) {
        completion(Success("sent $messageID"))
    }

    override fun chatMessageDelivered(chatID: String, messageID: String, completion: (Result<String, Error>) -> Unit) =
        answer("delivered", completion)

    override fun chatMessageRead(chatID: String, messageID: String, completion: (Result<String, Error>) -> Unit) =
        answer("read", completion)

    override fun chatTyping(chatID: String, completion: (Result<String, Error>) -> Unit) =
        answer("chatTyping", completion)

    override fun chatNotTyping(chatID: String, completion: (Result<String, Error>) -> Unit) =
        answer("chatNotTyping", completion)

    override fun disconnectChat(chatID: String, completion: (Result<String, Error>) -> Unit) =
        answer("disconnectChat", completion)

    override fun endChat(chatID: String, completion: (Result<String, Error>) -> Unit) = answer("endChat", completion)

    override fun subscribeForRemoteNotificationsFirebase(
        chatID: String,
        deviceToken: String,
        completion: (Result<String, Error>) -> Unit,
    ) = answer("subscribe", completion)

    override fun appDidReceiveMessage(userInfo: Map<Any, Any>) {
        calls += "push"
    }

    override fun closeCase(chatID: String, completion: (Result<String, Error>) -> Unit) =
        answer("closeCase", completion)

    override fun startPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit) {
        completion(Failure(ContactCenterError.SessionNotCreated()))
    }

    override fun stopPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit) {
        completion(Failure(ContactCenterError.SessionNotCreated()))
    }

    override fun sendChatFile(
        chatID: String,
        fileID: String,
        fileName: String,
        fileType: String,
        completion: (Result<List<ContactCenterEvent.ChatSessionFile>, Error>) -> Unit,
    ) {
        completion(Success(listOf(ContactCenterEvent.ChatSessionFile(fileName, fileID, fileType, "party"))))
    }

    override fun uploadFile(
        fileName: String,
        image: Bitmap,
        completion: (Result<ContactCenterUploadedFileInfo, Error>) -> Unit,
    ) {
        completion(Success(ContactCenterUploadedFileInfo(fileName, "f of ${image.width}x${image.height}")))
    }

    override fun sendSignalingData(
        chatID: String,
        partyID: String,
        messageID: Int,
        data: ContactCenterEvent.SignalingData,
        completion: (Result<Any, Error>) -> Unit,
    ) {
        completion(Success("$messageID ${data.type}"))
    }
}
