// Pushes: what a FirebaseMessagingService hands over, and what the contact center is asked for because of it.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.PATIENCE_SECONDS
import com.contactcenter.sdk.Recorder
import com.contactcenter.sdk.assertRefused
import com.contactcenter.sdk.eventually
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.put
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File
import java.util.TreeMap
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class PushTest {
    private val app = App()

    @After
    fun close() {
        app.close()
        ContactCenterAndroid.eraseStorage(application)
    }

    @Test
    fun aNewTokenSubscribesAgainAllOpenChats() {
        val communicator = app.communicator()
        val chat = communicator.chat()
        for (token in listOf("one", "two")) {
            ContactCenterAndroid.onNewToken(application, token)
            awaitSubscriptions(token)
        }
        assertEquals(listOf(subscriptionOf("one"), subscriptionOf("two")), app.subscriptions())
        assertEquals(2, app.requests().count { it == "chats/$chat/notifications" })
    }

    @Test
    fun theSameTokenAgainAsksNothing() {
        app.communicator().chat()
        ContactCenterAndroid.onNewToken(application, "one")
        awaitSubscriptions("one")
        ContactCenterAndroid.onNewToken(application, "one")
        ContactCenterAndroid.onNewToken(application, "two")
        awaitSubscriptions("two")
        assertEquals(2, app.subscriptions().size)
    }

    @Test
    fun aChatThatOpensLaterIsSubscribedAndOneThatIsClosedIsNot() {
        ContactCenterAndroid.onNewToken(application, "one")
        val seen = Recorder()
        val communicator = app.communicator(seen)
        val first = communicator.chat()
        awaitSubscriptions("one")
        runBlocking { communicator.endChat(first) }
        seen.awaitClosed()
        val second = communicator.chat()
        eventually("the second chat's subscription") { "chats/$second/notifications" in app.requests() }
        ContactCenterAndroid.onNewToken(application, "two")
        awaitSubscriptions("two")
        assertEquals(1, app.requests().count { it == "chats/$first/notifications" })
    }

    @Test
    fun theTokenIsKeptForTheNextRunOfTheApp() {
        ContactCenterAndroid.onNewToken(application, "one")
        val folder = StoreFolder(application)
        assertEquals("one", folder.token)
        assertTrue(File(folder.path).startsWith(application.noBackupFilesDir))
    }

    @Test
    fun aTokenThatCannotBeKeptHoldsForThisRunAndIsSaid() {
        val communicator = app.communicator(options = ContactCenterAndroidOptions(keepsMessages = false))
        val folder = File(StoreFolder(application).path)
        folder.deleteRecursively()
        // Where the folder should be, nothing can be written: as on a full disk.
        folder.writeText("")
        try {
            assertFalse(ContactCenterAndroid.onNewToken(application, "one"))
            communicator.chat()
            awaitSubscriptions("one")
        } finally {
            folder.delete()
        }
        assertTrue(ContactCenterAndroid.onNewToken(application, "one"))
    }

    @Test
    fun chatsAreSubscribedWithTheTokenOfAnEarlierRun() {
        // As an earlier run has left it: this one was told of no token.
        StoreFolder(application).token = "kept"
        app.communicator().chat()
        awaitSubscriptions("kept")
    }

    @Test
    fun aSubscriptionThatFailedIsMadeWhenTheChatConnectsAgain() {
        val communicator = app.communicator()
        communicator.chat()
        app.simulator.fault("notifications", "status") {
            put("status", 503)
        }
        ContactCenterAndroid.onNewToken(application, "one")
        awaitSubscriptions("one")
        communicator.setNetworkAvailable(false)
        communicator.setNetworkAvailable(true)
        eventually("another try") { app.subscriptions().size == 2 }
    }

    @Test
    fun anEmptyTokenIsRefusedAndTheOneBeforeStays() {
        ContactCenterAndroid.onNewToken(application, "one")
        for (empty in listOf("", " ")) {
            assertRefused("token") { ContactCenterAndroid.onNewToken(application, empty) }
        }
        app.communicator().chat()
        awaitSubscriptions("one")
    }

    @Test
    fun aPushLooksOnceWhatThereIsWhileTheAppIsInTheBackground() {
        val seen = Recorder()
        val communicator = app.communicator(seen)
        val chat = communicator.chat()
        val agent = app.simulator.chat(chat)
        communicator.setForeground(false)
        eventually("the background to be quiet") { !agent.isPolled }
        agent.say("Are you there?")
        assertTrue(ContactCenterAndroid.onMessageReceived(mapOf("chatID" to chat, "title" to "New message")))
        seen.awaitText("Are you there?")
    }

    @Test
    fun onFirebasesThreadAPushIsDealtWithWhenItsCallReturns() {
        val earlier = app.communicator()
        val chat = earlier.chat()
        earlier.shutdown()
        app.simulator.chat(chat).say("while you were away")
        val seen = Recorder()
        app.communicator(seen).setForeground(false)
        val heard = onFirebasesThread {
            assertTrue(ContactCenterAndroid.onMessageReceived(mapOf("chatID" to chat)))
            seen.messages.map { it.messageText }
        }
        assertEquals(listOf("while you were away"), heard)
    }

    @Test
    fun onFirebasesThreadAPushOfADeadContactCenterIsTakenAndThrowsNothing() {
        app.communicator().setForeground(false)
        repeat(10) { app.simulator.fault("active_chat", "status") { put("status", 403) } }
        assertTrue(onFirebasesThread { ContactCenterAndroid.onMessageReceived(mapOf("chatID" to "c")) })
    }

    @Test
    fun aPushOfAnyShapeIsTakenOrNotAndNothingIsThrown() {
        app.communicator()
        val shapes = listOf<Map<*, *>>(
            emptyMap<String, String>(),
            mapOf("title" to "Sale"),
            mapOf("chatID" to ""),
            mapOf("chatID" to null),
            mapOf("chatID" to listOf("c")),
            mapOf("chatID" to "../c\u0000"),
            mapOf(null to null, 1 to 2),
            TreeMap(mapOf(1 to "chatID")),
        )
        for (shape in shapes) assertFalse("$shape".take(60), ContactCenterAndroid.onMessageReceived(shape))
        onFirebasesThread {
            for (shape in shapes) assertFalse("$shape".take(60), ContactCenterAndroid.onMessageReceived(shape))
        }
        assertEquals(emptyList<String>(), app.requests())
    }

    @Test
    fun withoutACommunicatorAPushIsNotTaken() {
        app.communicator().shutdown()
        assertFalse(ContactCenterAndroid.onMessageReceived(mapOf("chatID" to "c")))
    }

    @Test
    fun aCommunicatorThatWantsNoPushesGetsNone() {
        ContactCenterAndroid.onNewToken(application, "one")
        val communicator = app.communicator(options = ContactCenterAndroidOptions(receivesPushes = false))
        val chat = communicator.chat()
        assertFalse(ContactCenterAndroid.onMessageReceived(mapOf("chatID" to chat)))
        runBlocking { communicator.endChat(chat) }
        assertEquals(emptyList<String>(), app.subscriptions())
    }

    /** Fails where [call] fails. */
    private fun <T> onFirebasesThread(call: () -> T): T =
        CompletableFuture.supplyAsync(call).get(PATIENCE_SECONDS, TimeUnit.SECONDS)

    private fun awaitSubscriptions(token: String) =
        eventually("a subscription with the token $token") { app.subscriptions().lastOrNull() == subscriptionOf(token) }
}
