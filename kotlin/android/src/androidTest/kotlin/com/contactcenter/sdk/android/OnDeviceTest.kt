// The scenarios and the tests of the communicator, on a device or an emulator: the very classes that run on the JVM, by
// the same engine. The contact center runs on the device too, as a program among the app's native libraries, the only
// place from which Android runs one.

package com.contactcenter.sdk.android

import androidx.test.platform.app.InstrumentationRegistry
import com.contactcenter.sdk.BadInputScenarioTest
import com.contactcenter.sdk.ChatSessionCloseReason
import com.contactcenter.sdk.CommunicatorTest
import com.contactcenter.sdk.ConnectionScenariosTest
import com.contactcenter.sdk.ContentScenariosTest
import com.contactcenter.sdk.FileScenariosTest
import com.contactcenter.sdk.FormScenariosTest
import com.contactcenter.sdk.LogScenariosTest
import com.contactcenter.sdk.OfflineScenariosTest
import com.contactcenter.sdk.OwnMessageScenariosTest
import com.contactcenter.sdk.Recorder
import com.contactcenter.sdk.RecordingScenarioTest
import com.contactcenter.sdk.ScenariosTest
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.compat.CompatTest
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.platform.engine.discovery.DiscoverySelectors.selectClass
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder
import org.junit.platform.launcher.core.LauncherFactory
import org.junit.platform.launcher.listeners.SummaryGeneratingListener
import java.io.File

class OnDeviceTest {
    private val context = InstrumentationRegistry.getInstrumentation().targetContext

    @Before
    fun findTheSimulator() {
        val simulator = File(context.applicationInfo.nativeLibraryDir, "libcontact_center_simulator.so")
        assertTrue("there is no $simulator", simulator.canExecute())
        System.setProperty("simulator", simulator.path)
        // Where temporary folders may be made.
        System.setProperty("java.io.tmpdir", context.cacheDir.path)
    }

    @Test
    fun everyScenarioRunsOnTheDevice() {
        val listener = SummaryGeneratingListener()
        val request = LauncherDiscoveryRequestBuilder.request().selectors(CLASSES.map { selectClass(it) }).build()
        LauncherFactory.create().execute(request, listener)
        val failures = listener.summary.failures.map { "${it.testIdentifier.displayName}: ${it.exception}" }
        assertEquals(emptyList<String>(), failures)
        assertTrue("the tests were not found", listener.summary.testsSucceededCount > CLASSES.size)
    }

    @Test
    fun aConversationIsHeldWithWhatTheDeviceKnowsOfItself() {
        Simulator().use { simulator ->
            val seen = Recorder()
            val configuration = simulator.configuration.copy(trustExtraRootsOnly = false)
            ContactCenterAndroid.createCommunicator(context, configuration, seen).use { communicator ->
                // No activity is on the screen.
                communicator.setForeground(true)
                val chatID = runBlocking { communicator.requestChat(from = "Ann").chatID }
                simulator.chat(chatID).say("Hello")
                seen.awaitText("Hello")
                runBlocking { communicator.endChat(chatID) }
                assertEquals(ChatSessionCloseReason.ENDED_BY_CLIENT, seen.awaitClosed())
            }
        }
    }

    private companion object {
        // scripts/lib/check_device_tests.py holds this list against docs/maintainers/scenarios.md.
        val CLASSES = listOf(
            ScenariosTest::class.java,
            BadInputScenarioTest::class.java,
            CommunicatorTest::class.java,
            CompatTest::class.java,
            ConnectionScenariosTest::class.java,
            ContentScenariosTest::class.java,
            FileScenariosTest::class.java,
            FormScenariosTest::class.java,
            LogScenariosTest::class.java,
            OfflineScenariosTest::class.java,
            OwnMessageScenariosTest::class.java,
            RecordingScenarioTest::class.java,
        )
    }
}
