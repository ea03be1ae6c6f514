// Scenarios of files, of docs/maintainers/scenarios.md.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFile
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFileUrl
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.io.RandomAccessFile
import kotlin.random.Random

@Timeout(60)
class FileScenariosTest {
    private val simulator = Simulator()
    private val seen = Recorder()
    private val content = Random(1).nextBytes(1_000_000)

    @TempDir
    lateinit var directory: File

    @AfterEach
    fun close() = simulator.close()

    @Test
    fun aFileGoesUpWithProgressAndIsShown(): Unit = runBlocking {
        val photo = File(directory, "photo.jpg").apply { writeBytes(content) }
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            val progress = mutableListOf<Pair<Long, Long?>>()
            val uploaded = communicator.uploadFile(photo) { transferred, total -> progress += transferred to total }
            assertProgress(progress)
            assertEquals("photo.jpg", uploaded.fileName)
            assertEquals(ContactCenterFileType.Image, uploaded.fileType)
            assertArrayEquals(content, simulator.file(uploaded.fileID))

            assertEquals("${agent.id}:1", communicator.sendChatFile(agent.id, uploaded))
            eventually("the agent to see it") { agent.clientEvents("chat_session_file").isNotEmpty() }
            val shown = agent.clientEvents("chat_session_file").single()
            assertEquals(uploaded.fileID, shown.text("file_id"))
            assertEquals("photo.jpg", shown.text("file_name"))
            assertEquals("image", shown.text("file_type"))

            val note = communicator.uploadData("hello".toByteArray(), "note.txt")
            assertEquals(ContactCenterFileType.Attachment, note.fileType)
            assertEquals("hello", simulator.file(note.fileID).decodeToString())
        }
    }

    @Test
    fun aFileComesDownUnderANameThatWasFree(): Unit = runBlocking {
        val before = File(directory, "report.pdf").apply { writeText("another report") }
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            agent.sendFile("report.pdf", "application/pdf", content)
            val event = seen.awaitEvent<ChatSessionFile>()
            val (fileID, name) = checkNotNull(event.fileID) to checkNotNull(event.fileName)
            val progress = mutableListOf<Pair<Long, Long?>>()
            val downloaded = communicator.downloadFile(agent.id, fileID, directory, name) { transferred, total ->
                progress += transferred to total
            }
            assertProgress(progress)
            assertEquals(File(directory, "report (2).pdf").canonicalFile, downloaded.file.canonicalFile)
            assertEquals("application/pdf", downloaded.contentType)
            assertEquals(content.size.toLong(), downloaded.size)
            assertArrayEquals(content, downloaded.file.readBytes())
            assertEquals("another report", before.readText())

            agent.act("send_file_url", "url" to simulator.linkTo(fileID))
            val elsewhere = checkNotNull(seen.awaitEvent<ChatSessionFileUrl>().fileURL)
            val third = communicator.downloadFileURL(elsewhere, directory, "../report.pdf")
            assertEquals("report (3).pdf", third.file.name)
            assertArrayEquals(content, third.file.readBytes())
            assertFalse(simulator.requests().single { it.path == "/clientweb/file/$fileID" }.hasAuthorization)
            assertEquals(3, directory.list()?.size)
        }
    }

    @Test
    fun anUploadIsCancelled(): Unit = runBlocking {
        // More than the system takes at once.
        val large = File(directory, "large.bin")
        RandomAccessFile(large, "rw").use { it.setLength(LARGE) }
        StallingRelay(simulator, fromClient = STALLS_AFTER).use { relay ->
            ContactCenterCommunicator(simulator.configuration.copy(baseURL = relay.baseURL)).use { communicator ->
                val begun = CompletableDeferred<Unit>()
                val upload = launch(Dispatchers.Default) {
                    communicator.uploadFile(large) { _, _ -> begun.complete(Unit) }
                }
                begun.await()
                eventually("the transfer to stand still") { relay.isStuck }
                upload.cancelAndJoin()
                assertTrue(upload.isCancelled)
                relay.drain()
                eventually("the connection to end") { relay.isClientGone }
                assertEquals(emptyList<String>(), simulator.files())
                assertEquals("note.txt", communicator.uploadData("hello".toByteArray(), "note.txt").fileName)
            }
        }
    }

    @Test
    fun aDownloadIsCancelled(): Unit = runBlocking {
        StallingRelay(simulator, fromServer = STALLS_AFTER).use { relay ->
            val throughRelay = simulator.configuration.copy(baseURL = relay.baseURL)
            ContactCenterCommunicator(throughRelay, seen).use { communicator ->
                val agent = simulator.openChat(communicator)
                agent.sendFile("report.pdf", "application/pdf", content)
                val fileID = checkNotNull(seen.awaitEvent<ChatSessionFile>().fileID)
                val begun = CompletableDeferred<Unit>()
                val download = launch(Dispatchers.Default) {
                    communicator.downloadFile(agent.id, fileID, directory, "a.pdf") { _, _ -> begun.complete(Unit) }
                }
                begun.await()
                eventually("the transfer to stand still") { relay.isStuck }
                download.cancelAndJoin()
                assertTrue(download.isCancelled)
                eventually("the connection to end") { relay.isClientGone }
                eventually("the folder to be empty") { directory.list().isNullOrEmpty() }
                communicator.getVersion()
            }
        }
    }

    private fun assertProgress(progress: List<Pair<Long, Long?>>) {
        val size = content.size.toLong()
        assertEquals(size to size, progress.lastOrNull())
        assertEquals(progress.sortedBy { it.first }.distinct(), progress)
    }

    private companion object {
        const val LARGE = 24L * 1024 * 1024
        const val STALLS_AFTER = 100_000
    }
}
