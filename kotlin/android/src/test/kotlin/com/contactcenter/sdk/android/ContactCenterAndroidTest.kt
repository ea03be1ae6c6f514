// The whole of it: one call makes a communicator that knows its device. Against the simulator over TLS.

package com.contactcenter.sdk.android

import android.app.Activity
import android.content.Context
import android.content.ContextWrapper
import android.net.ConnectivityManager.NetworkCallback
import android.os.Looper
import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.MessageStatus
import com.contactcenter.sdk.PATIENCE_SECONDS
import com.contactcenter.sdk.Recorder
import com.contactcenter.sdk.assertRefused
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.text
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.util.ReflectionHelpers
import java.io.File
import java.util.concurrent.LinkedBlockingQueue

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class ContactCenterAndroidTest {
    private val app = App()

    @After
    fun close() {
        app.close()
        ContactCenterAndroid.eraseStorage(application)
    }

    @Test
    fun aConversationIsHeld() {
        val seen = Recorder()
        val communicator = app.communicator(seen)
        val agent = app.simulator.chat(communicator.chat())
        agent.say("Hello")
        seen.awaitText("Hello")
        runBlocking { communicator.sendChatMessage(agent.id, "Hi") }
        eventually("the message") { agent.clientEvents("chat_session_message").isNotEmpty() }
    }

    @Test
    fun theChatIsQuietWhileNoActivityIsVisible() {
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        val agent = app.simulator.chat(app.communicator().chat())
        eventually("a poll") { agent.isPolled }
        activity.pause().stop()
        eventually("the background to be quiet") { !agent.isPolled }
        activity.restart().start().resume()
        eventually("a poll in the foreground") { agent.isPolled }
    }

    @Test
    fun anAnswerToANotificationGoesOutAndTheBackgroundIsQuietAgain() {
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        val communicator = app.communicator()
        val agent = app.simulator.chat(communicator.chat())
        activity.pause().stop()
        eventually("the background to be quiet") { !agent.isPolled }
        val outcome = answer(communicator, agent.id, PATIENCE)
        assertEquals(ChatUpdate.MessageStatusChanged(agent.id, "${agent.id}:1", MessageStatus.Sent), outcome)
        assertEquals("On my way", agent.clientEvents("chat_session_message").single().text("msg_text"))
        eventually("the background to be quiet again") { !agent.isPolled }
    }

    @Test
    fun anAnswerThatTheServerDoesNotTakeInTimeWaitsForTheForeground() {
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        val communicator = app.communicator()
        val agent = app.simulator.chat(communicator.chat())
        activity.pause().stop()
        communicator.setNetworkAvailable(false)
        val outcome = answer(communicator, agent.id, 100)
        assertEquals(MessageStatus.Pending, outcome.status)
        communicator.setNetworkAvailable(true)
        activity.restart().start().resume()
        eventually("the message") { agent.clientEvents("chat_session_message").size == 1 }
    }

    @Test
    fun theChatIsQuietWhileThereIsNoNetwork() {
        val agent = app.simulator.chat(app.communicator().chat())
        findNetwork()
        eventually("a poll") { agent.isPolled }
        loseNetwork()
        eventually("no poll without a network") { !agent.isPolled }
        findNetwork()
        eventually("a poll with a network") { agent.isPolled }
    }

    @Test
    fun whatIsSwitchedOffIsLeftToTheApp() {
        val off = ContactCenterAndroidOptions(
            followsForeground = false,
            followsNetwork = false,
            receivesPushes = false,
            keepsMessages = false,
        )
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        val communicator = app.communicator(options = off)
        val agent = app.simulator.chat(communicator.chat())
        activity.pause().stop()
        assertEquals(emptySet<NetworkCallback>(), networkCallbacks())
        assertEquals(listOf("client-id"), StoreFolder(application).files())
        eventually("a poll in spite of it") { agent.isPolled }
        agent.say("Hello")
        eventually("another poll") { agent.queuedEvents.isEmpty() && agent.isPolled }
    }

    @Test
    fun nothingWatchesThePlatformAfterTheShutdown() {
        val communicator = app.communicator()
        assertEquals(1, networkCallbacks().size)
        assertEquals(listOf("ForegroundWatch"), activityWatches())
        communicator.shutdown()
        assertEquals(emptySet<NetworkCallback>(), networkCallbacks())
        assertEquals(emptyList<String>(), activityWatches())
    }

    /** Defect 67. */
    @Test
    fun makingACommunicatorTouchesNoFileOnTheCallersThread() {
        val touched = FileWatch().during {
            val settings = ContactCenterAndroid
                .configuration(application, "https://acme.example.com", "acme.example.com", "app")
            ContactCenterAndroid.createCommunicator(application, settings, null, app.thread.dispatcher).shutdown()
        }
        assertEquals(emptyList<String>(), touched)
        val reads = FileWatch().during {
            StoreFolder(application).token
            PlatformRoots.rootCertificates()
        }
        assertTrue("$reads", reads.any { it.endsWith("push-token") } && reads.any { it.endsWith("cacerts") })
    }

    @Test
    fun theClientIDIsMadeOnceAndKept() {
        assertEquals("", app.configuration.clientID)
        app.communicator().chat()
        val first = StoreFolder(application).clientID()
        app.close()
        assertEquals(first, StoreFolder(application).clientID())
        ContactCenterAndroid.eraseStorage(application)
        assertNotEquals(first, StoreFolder(application).clientID())
    }

    @Test
    fun whatIsKeptIsOutOfReachOfBackups() {
        app.communicator().chat()
        val kept = StoreFolder(application).files()
        assertTrue("$kept", kept.any { it.endsWith(".redb") })
        assertTrue(File(StoreFolder(application).path).startsWith(application.noBackupFilesDir))
        ContactCenterAndroid.onNewToken(application, "one")
        app.close()
        ContactCenterAndroid.eraseStorage(application)
        assertEquals(emptyList<String>(), StoreFolder(application).files())
    }

    @Test
    fun theSecondCommunicatorOnOneStoreIsToldSoAndDoesWithout() {
        app.communicator().chat()
        val seen = Recorder()
        val second = app.communicator(seen)
        val agent = app.simulator.chat(second.chat())
        val failure = seen.await("the storage's failure") { updates ->
            updates.filterIsInstance<ChatUpdate.Failed>().firstOrNull()?.error
        }
        assertTrue("$failure", failure is ContactCenterException.Storage)
        agent.say("Hello")
        eventually("one of the two to hear it") { agent.queuedEvents.isEmpty() }
        assertTrue(seen.closed.isEmpty())
    }

    @Test
    fun callbacksComeOnTheMainThreadUnlessToldOtherwise() {
        val threads = LinkedBlockingQueue<Thread>()
        val seen = Recorder { threads += Thread.currentThread() }
        ContactCenterAndroid.createCommunicator(application, app.configuration, seen).use { communicator ->
            communicator.chat()
            eventuallyOnMain("a callback") { threads.isNotEmpty() }
            assertSame(Looper.getMainLooper().thread, threads.peek())
        }
    }

    @Test
    fun aContextWithoutAnApplicationIsRefusedByName() {
        val early = object : ContextWrapper(application) {
            override fun getApplicationContext(): Context? = null
        }
        assertRefused("context") { ContactCenterAndroid.createCommunicator(early, app.configuration) }
    }
}

private fun answer(communicator: ContactCenterCommunicator, chatID: String, limitMillis: Long) =
    runBlocking { ContactCenterAndroid.sendFromBackground(communicator, chatID, "On my way", limitMillis) }

/** What of the SDK's hears of activities. */
private fun activityWatches(): List<String> =
    ReflectionHelpers.getField<List<Any>>(application, "mActivityLifecycleCallbacks")
        .filter { it.javaClass.name.startsWith("com.contactcenter.") }
        .map { it.javaClass.simpleName }

/** Never waited out. */
private const val PATIENCE = PATIENCE_SECONDS * 1000

private fun StoreFolder.files(): List<String> = File(path).list().orEmpty().sorted()
