// The whole sample as Robolectric plays it: its application, its screen and its push service, with the simulator over
// TLS.

package com.example.chat

import android.os.Bundle
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.SimulatedChat
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.android.ContactCenterAndroid
import com.contactcenter.sdk.android.NEWEST
import com.contactcenter.sdk.android.application
import com.contactcenter.sdk.android.eventuallyOnMain
import com.contactcenter.sdk.text
import com.google.firebase.messaging.RemoteMessage
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.After
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST], application = ChatAppTest.TestApplication::class)
class ChatAppTest {
    private val app = application as TestApplication

    @After
    fun close() {
        app.communicator.shutdown()
        app.simulator.close()
    }

    @Test
    fun aConversationIsHeldOnTheScreenAndARotationKeepsIt() {
        val screen = Robolectric.buildActivity(ChatActivity::class.java).setup()
        val agent = agent(screen)
        agent.say("How can I help?")
        eventuallyOnMain("the agent's line") { screen.lines() == listOf("How can I help?") }
        screen.get().input.setText("Where is my parcel?")
        screen.get().send.performClick()
        eventuallyOnMain("our line, sent") { screen.lines().lastOrNull() == "You: Where is my parcel?" }
        screen.recreate()
        eventuallyOnMain("both lines") { screen.lines() == listOf("How can I help?", "You: Where is my parcel?") }
        screen.pause().stop()
        eventuallyOnMain("a quiet background") { !agent.isPolled }
    }

    @Test
    fun aPushInTheBackgroundBringsTheMessage() {
        val screen = Robolectric.buildActivity(ChatActivity::class.java).setup()
        val agent = agent(screen)
        val service = Robolectric.buildService(PushService::class.java).create().get()
        service.onNewToken("token")
        eventuallyOnMain("the subscription") { app.simulator.requests().any { "token" in it.body } }
        screen.pause().stop()
        eventuallyOnMain("a quiet background") { !agent.isPolled }
        agent.say("Are you there?")
        service.onMessageReceived(RemoteMessage(mapOf("chatID" to agent.id)))
        eventuallyOnMain("the message") { app.model.state.value.lines.any { it.text == "Are you there?" } }
    }

    @Test
    fun aScreenThatComesBackWithoutItsProcessBeginsAgain() {
        val screen = Robolectric.buildActivity(ChatActivity::class.java).setup(Bundle())
        eventuallyOnMain("the connection") { screen.get().status.text == "Connected" }
    }

    private fun agent(screen: ActivityController<ChatActivity>): SimulatedChat {
        eventuallyOnMain("the connection") { screen.get().status.text == "Connected" }
        val chat = app.simulator.control("GET", "chats").getValue("chats").jsonArray.single().jsonObject
        return app.simulator.chat(chat.text("chat_id"))
    }

    private fun ActivityController<ChatActivity>.lines(): List<String?> =
        get().lines.let { lines -> List(lines.count, lines::getItem) }

    class TestApplication : ChatApplication() {
        internal lateinit var simulator: Simulator

        override fun connect(): ContactCenterCommunicator {
            simulator = Simulator()
            return ContactCenterAndroid.createCommunicator(this, simulator.configuration)
        }
    }
}
