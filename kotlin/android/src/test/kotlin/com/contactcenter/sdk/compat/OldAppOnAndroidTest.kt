// What an Android app that was written against BPContactCenter calls with Android's own classes.

package com.contactcenter.sdk.compat

import android.graphics.Bitmap
import com.contactcenter.sdk.PATIENCE_SECONDS
import com.contactcenter.sdk.android.App
import com.contactcenter.sdk.android.ContactCenterAndroid
import com.contactcenter.sdk.android.NEWEST
import com.contactcenter.sdk.android.application
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.json
import kotlinx.serialization.json.JsonObject
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class OldAppOnAndroidTest {
    private val app = App()
    private val api = ContactCenterCommunicator.init(app.configuration, application, app.thread.dispatcher)

    @After
    fun close() {
        api.close()
        app.close()
        ContactCenterAndroid.eraseStorage(application)
    }

    @Test
    fun aChatIsRequestedWithAJsonObject() {
        val address = JSONObject("""{"street":"Main","floor":2}""")
        val given = JSONObject().put("vip", true).put("address", address)
        val chat = await { api.requestChat("", "Ann", given, it) }
        val request = app.simulator.requests().single { it.method == "POST" && it.path.endsWith("/chats") }
        val parameters = (json(request.body) as JsonObject).getValue("parameters")
        assertEquals(json("""{"vip":true,"address":{"street":"Main","floor":2}}"""), parameters)

        val seen = LinkedBlockingQueue<ContactCenterEvent>()
        api.callback = object : ContactCenterEventsInterface {
            override fun chatSessionEvents(result: Result<List<ContactCenterEvent>, Error>) {
                if (result is Success) seen += result.value
            }
        }
        app.simulator.chat(chat.chatID).say("Hello")
        eventually("the greeting") { seen.any { it is ContactCenterEvent.ChatSessionMessage && it.message == "Hello" } }
    }

    @Test
    fun aPictureIsUploaded() {
        val picture = Bitmap.createBitmap(2, 2, Bitmap.Config.ARGB_8888)
        val uploaded = await { api.uploadFile("picture.jpg", picture, it) }
        assertEquals("picture.jpg", uploaded.fileName)
        assertTrue(app.simulator.file(uploaded.fileUUID).isNotEmpty())
    }

    @Test
    fun aBadSettingCrashesNothing() {
        val bad = ContactCenterCommunicator.init("acme.example.com", "acme.example.com", "app", "client", application)
        bad.close()
    }

    private fun <T> await(call: ((Result<T, Error>) -> Unit) -> Unit): T {
        val ends = LinkedBlockingQueue<Result<T, Error>>()
        call(ends::add)
        return when (val end = checkNotNull(ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
            is Success -> end.value
            is Failure -> throw end.reason
        }
    }
}
