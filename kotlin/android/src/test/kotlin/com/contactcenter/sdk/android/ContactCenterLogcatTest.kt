// What stands in logcat: the communicator's log in a debuggable app, nothing in one that is released, and no secret in
// either.

package com.contactcenter.sdk.android

import android.content.pm.ApplicationInfo
import android.util.Log
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterLogLevel
import com.contactcenter.sdk.Recorder
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.storedClientID
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonPrimitive
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowLog

private const val TAG = "ContactCenter"

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class ContactCenterLogcatTest {
    private val app = App()

    @After
    fun close() {
        app.close()
        ContactCenterAndroid.eraseStorage(application)
    }

    @Test
    fun aDebuggableAppFindsTheLogInLogcat() {
        debuggable(true)
        val chat = hold()
        eventually("the last line") { lines().any { "shut down" in it.msg } }
        assertTrue("${lines()}", lines().any { it.type == Log.INFO && "chat: ${chat.take(8)}" in it.msg })
        assertFalse("not down to DEBUG by itself", lines().any { it.type == Log.DEBUG })
    }

    @Test
    fun aReleasedAppLogsNothingUnlessItAsksForIt() {
        debuggable(false)
        hold()
        assertEquals(emptyList<String>(), lines().map { it.msg })
        hold { it.setLogSink(ContactCenterLogcat(), ContactCenterLogLevel.DEBUG) }
        eventually("the last line") { lines().any { "shut down" in it.msg } }
        assertTrue("${lines()}", lines().any { it.type == Log.DEBUG && it.msg.startsWith("http: ") })
    }

    @Test
    fun eachLevelHasItsPriority() {
        val priorities = listOf(
            ContactCenterLogLevel.ERROR to Log.ERROR,
            ContactCenterLogLevel.WARNING to Log.WARN,
            ContactCenterLogLevel.INFO to Log.INFO,
            ContactCenterLogLevel.DEBUG to Log.DEBUG,
        )
        assertEquals(ContactCenterLogLevel.entries.toSet(), priorities.map { it.first }.toSet())
        for ((level, priority) in priorities) {
            ContactCenterLogcat().log(level, "http", "words of $level")
            val line = lines().last()
            assertEquals(priority to "http: words of $level", line.type to line.msg)
        }
    }

    @Test
    fun whatIsSecretIsNotInLogcat() {
        debuggable(true)
        ContactCenterAndroid.onNewToken(application, "s3cret-token")
        // The server's words about a token may repeat it.
        app.simulator.fault("notifications", "status") {
            put("status", JsonPrimitive(500))
            put("body", JsonPrimitive("""{"error_code":"5500","error_message":"s3cret-token"}"""))
            put("content_type", JsonPrimitive("application/json"))
        }
        val chat = hold(
            prepare = { it.setLogSink(ContactCenterLogcat(), ContactCenterLogLevel.DEBUG) },
            awaitMore = { eventually("the refusal") { lines().any { "/notifications" in it.msg } } },
        )
        eventually("the last line") { lines().any { "shut down" in it.msg } }
        for (line in ShadowLog.getLogs()) {
            for (secret in listOf("s3cret", chat, storedClientID(StoreFolder(application).path))) {
                assertFalse("$line", secret in line.msg)
            }
        }
    }

    /** A whole conversation. */
    private fun hold(awaitMore: () -> Unit = {}, prepare: (ContactCenterCommunicator) -> Unit = {}): String {
        val seen = Recorder()
        val communicator = app.communicator(seen)
        prepare(communicator)
        val chat = communicator.chat()
        runBlocking { communicator.sendChatMessage(chat, "s3cret words") }
        app.simulator.chat(chat).say("s3cret reply")
        seen.awaitText("s3cret reply")
        awaitMore()
        communicator.shutdown()
        return chat
    }

    /** As the build of the app has it. */
    private fun debuggable(debuggable: Boolean) {
        val info = application.applicationInfo
        val others = info.flags and ApplicationInfo.FLAG_DEBUGGABLE.inv()
        info.flags = if (debuggable) others or ApplicationInfo.FLAG_DEBUGGABLE else others
    }

    private fun lines(): List<ShadowLog.LogItem> = ShadowLog.getLogsForTag(TAG).orEmpty()
}
