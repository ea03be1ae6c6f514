// An app that depends on the AAR, shrunk with the rules that the AAR brings, as R8 does it to a release build: ProGuard
// reads the same rules. The result runs on this machine's JVM, and talks to the simulator with the library of the AAR.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.PATIENCE_SECONDS
import com.contactcenter.sdk.SimulatedChat
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.text
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.concurrent.TimeUnit
import java.util.zip.ZipFile

class ShrunkConsumerTest {
    @TempDir
    lateinit var folder: File
    private val aar = File(System.getProperty("aar"))

    @BeforeEach
    fun unpack() {
        assertTrue(aar.isFile, "there is no $aar: scripts/build-aar --profile debug makes it")
        ZipFile(aar).use { archive ->
            for (entry in archive.entries()) {
                val file = File(folder, "aar/${entry.name}").apply { parentFile.mkdirs() }
                archive.getInputStream(entry).use { it.copyTo(file.outputStream()) }
            }
        }
    }

    @Test
    fun theShrunkConsumerHoldsAConversation() {
        val app = shrink("-include ${File(folder, "aar/proguard.txt")}")
        assertTrue(app.isShrunk(), "what nobody calls is still there")
        val (status, output) = run(app)
        val topics = EXPECTED.map { it.substringBefore(' ') }
        val said = output.lines().filter { it.substringBefore(' ') in topics }
        assertEquals(EXPECTED, said, output)
        assertEquals(0, status, output)
    }

    @Test
    fun withoutTheRulesOfTheAarTheShrunkConsumerFails() {
        // Missing classes are overlooked, so that what fails is the app and not the shrinker.
        val (status, output) = run(shrink("-ignorewarnings"))
        assertNotEquals(0, status, output)
        assertTrue("heard" !in output, output)
    }

    /** Everything that ProGuard and R8 do by default, and names as short as they come. */
    private fun shrink(rules: String): File {
        val app = File(folder, "app.jar")
        val home = System.getProperty("java.home")
        val configuration = buildString {
            appendLine("-injars ${System.getProperty("consumer.classes")}(consumer/**.class)")
            appendLine("-injars ${File(folder, "aar/classes.jar")}")
            for (jar in classpath("/kotlin-stdlib", "/kotlinx-coroutines", "/org/jetbrains/annotations/", "/jna-")) {
                appendLine("-injars $jar($CLASSES_OF_A_JAR)")
            }
            for (module in listOf("java.base", "java.logging")) {
                appendLine("-libraryjars $home/jmods/$module.jmod(!**.jar;!module-info.class)")
            }
            appendLine("-libraryjars ${classpath("/android-all-").single()}(android/**.class,org/json/**.class)")
            appendLine("-outjars $app")
            appendLine("-keep class consumer.MainKt { public static void main(java.lang.String[]); }")
            appendLine("-repackageclasses ''")
            appendLine("-allowaccessmodification")
            appendLine("-optimizationpasses 2")
            // Breaks a class of coroutines (VerifyError at JobKt.invokeOnCompletion). Everything else is on.
            appendLine("-optimizations !method/specialization/parametertype")
            // The rules that coroutines bring in their jar, which R8 finds by itself.
            appendLine(resource("META-INF/proguard/coroutines.pro"))
            // Of coroutines: what only a debugger asks for, and annotations that are not there at run time.
            appendLine("-dontwarn kotlinx.coroutines.debug.**,java.lang.instrument.**,sun.misc.**")
            appendLine("-dontwarn androidx.annotation.**,org.codehaus.mojo.animal_sniffer.**")
            appendLine("-dontnote **")
            appendLine(rules)
        }
        val file = File(folder, "shrink.pro").apply { writeText(configuration) }
        val tools = System.getProperty("java.class.path")
        val (status, output) = java("-cp", tools, "proguard.ProGuard", "@$file").finish()
        assertEquals(0, status, output)
        return app
    }

    private fun File.isShrunk(): Boolean = ZipFile(this).use { app ->
        val classes = app.entries().asSequence().map { it.name }.toList()
        classes.none { it.endsWith("/ForegroundWatch.class") || it.endsWith("/ContactCenterCommunicator.class") }
    }

    /** Runs the app while an agent answers it. */
    private fun run(app: File): Pair<Int, String> = Simulator().use { simulator ->
        val authority = File(folder, "authority.pem")
        authority.writeBytes(simulator.configuration.extraRootCertificates.single())
        val process = java(
            "-cp",
            app.path,
            "-Djna.library.path=${File(folder, "aar/jni").listFiles().orEmpty().single()}",
            "consumer.MainKt",
            simulator.baseURL,
            authority.path,
            File(folder, "store").path,
        )
        val answered = mutableSetOf<String>()
        while (process.isAlive && answered.size < CHATS) {
            simulator.waiting(answered)?.let { chat ->
                chat.say("On its way")
                answered += chat.id
            }
            Thread.sleep(LOOK_MILLIS)
        }
        process.finish()
    }

    /** A chat in which the customer has asked something and has no answer. */
    private fun Simulator.waiting(answered: Set<String>): SimulatedChat? =
        control("GET", "chats").getValue("chats").jsonArray
            .map { chat(it.jsonObject.text("chat_id")) }
            .find { it.id !in answered && it.clientEvents("chat_session_message").isNotEmpty() }

    private fun java(vararg arguments: String): Process =
        ProcessBuilder("${System.getProperty("java.home")}/bin/java", *arguments)
            .redirectErrorStream(true)
            .redirectOutput(File(folder, "output.txt"))
            .start()

    private fun Process.finish(): Pair<Int, String> {
        if (!waitFor(MOST_SECONDS, TimeUnit.SECONDS)) destroyForcibly().waitFor()
        return exitValue() to File(folder, "output.txt").readText()
    }

    private fun classpath(vararg parts: String): List<String> = System.getProperty("java.class.path")
        .split(File.pathSeparator)
        .filter { path -> parts.any { it in File(path).invariantSeparatorsPath } && path.endsWith(".jar") }

    private fun resource(name: String): String =
        checkNotNull(javaClass.classLoader.getResource(name)) { name }.readText()

    private companion object {
        /** Of its conversation, of a call with a completion, and of a chat by BPContactCenter's names. */
        val EXPECTED = listOf(
            "refused message",
            "heard On its way",
            "events true",
            "completed true",
            "closed true",
            "old On its way",
        )

        /** One by our names, then one by BPContactCenter's. */
        const val CHATS = 2

        const val CLASSES_OF_A_JAR = "!META-INF/versions/**,!META-INF/MANIFEST.MF,!module-info.class"

        /** How often it is looked whether the app has asked something, or has ended: it ends by itself in the end. */
        const val LOOK_MILLIS = 20L

        /** Shrinking takes some ten seconds; what hangs is not waited for any longer than this. */
        const val MOST_SECONDS = 10 * PATIENCE_SECONDS
    }
}
