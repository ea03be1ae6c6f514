// What the README shows, run as it stands there.

import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.text
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

class FirstMessageTest {
    @Test
    fun configurationOfReadmeMakesClientIdAndKeepsIt(@TempDir folder: File): Unit = runBlocking {
        Simulator().use { simulator ->
            val shown = Chat().configuration(folder)
            val settings = simulator.configuration.copy(clientID = shown.clientID, storageDirectory = folder.path)
            Chat().start(settings).use { }
            assertEquals(folder.path, shown.storageDirectory)
            assertEquals("https://acme.example.com", shown.baseURL)
            assertEquals(36, File(folder, "client-id").readText().trim().length)
        }
    }

    @Test
    fun theFirstMessageOfTheReadmeArrives(): Unit = runBlocking {
        Simulator().use { simulator ->
            Chat().start(simulator.configuration).use {
                val chat = simulator.control("GET", "chats").getValue("chats").jsonArray.single().jsonObject
                eventually("the message") {
                    simulator.chat(chat.text("chat_id")).clientEvents("chat_session_message").any {
                        it.text("msg_text") == "Where is my parcel?"
                    }
                }
            }
        }
    }
}
