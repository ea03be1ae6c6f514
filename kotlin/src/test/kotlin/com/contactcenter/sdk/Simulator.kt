// A contact center for one test: the simulator as a child process that dies with its input, and the agent's side of its
// chats over the control API.

package com.contactcenter.sdk

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import java.util.Base64
import java.util.concurrent.TimeUnit

/** How long a test waits for what must happen; never waited out when it does. */
internal const val PATIENCE_SECONDS = 20L

internal class Simulator(vararg arguments: String) : AutoCloseable {
    private val process = ProcessBuilder(
        System.getProperty("simulator"),
        "--json",
        "--until-stdin-closes",
        "--agent=manual",
        *arguments,
    ).redirectError(ProcessBuilder.Redirect.INHERIT).start()

    private val ready: JsonObject = process.inputStream.bufferedReader().readLine().let { line ->
        Json.parseToJsonElement(checkNotNull(line) { "the simulator did not start" }).jsonObject
    }

    val baseURL: String = ready.text("base_url")
    private val controlPort = ControlPort(ready.text("control_url"))

    /** The hash of the server's public key. */
    val pin: String = ready.text("pin")

    /** The same of the one whose certificate the server sends along. */
    val sentAlongPin: String? = ready.getValue("sent_along_pin").jsonPrimitive.contentOrNull

    /** Settings that trust this simulator. */
    val configuration = ContactCenterConfiguration(
        baseURL = baseURL,
        tenantURL = "acme.example.com",
        appID = "app",
        clientID = "client",
        extraRootCertificates = listOf(ready.text("ca_pem").toByteArray()),
        trustExtraRootsOnly = true,
    )

    fun chat(id: String): SimulatedChat = SimulatedChat(this, id)

    /** Every request to the API so far. */
    fun requests(): List<SimulatedRequest> =
        control("GET", "requests").getValue("requests").jsonArray.map { SimulatedRequest(it.jsonObject) }

    /** What the server knows of where to push for a chat: the last of what it was told. */
    fun subscription(chatID: String): String =
        requests().last { it.path.endsWith("/$chatID/notifications") && it.status == 200 }.body

    /** Ids of the files that were uploaded to it, or sent by an agent. */
    fun files(): List<String> =
        control("GET", "files").getValue("files").jsonArray.map { it.jsonObject.text("file_id") }

    /** The bytes of a file that it has. */
    fun file(id: String): ByteArray = controlPort.exchange("GET", "files/$id")

    /** The address of one of its files, which needs only the id. */
    fun linkTo(fileID: String): String = "$baseURL/clientweb/file/$fileID"

    /** Lets it behave otherwise from now on. */
    fun change(option: String, value: JsonElement) {
        control("PATCH", "options", buildJsonObject { put(option, value) })
    }

    /** Lets something go wrong with the next request of a kind. */
    fun fault(route: String, kind: String, fields: JsonObjectBuilder.() -> Unit = {}) {
        val fault = buildJsonObject {
            put("kind", kind)
            fields()
        }
        control(
            "POST",
            "faults",
            buildJsonObject {
                put("route", route)
                put("fault", fault)
            },
        )
    }

    /** Forgets what has not gone wrong yet: a request that was given up may have left its fault to the next one. */
    fun clearFaults() {
        control("DELETE", "faults")
    }

    fun control(method: String, path: String, body: JsonElement? = null): JsonObject =
        Json.parseToJsonElement(controlPort.exchange(method, path, body?.toString()).decodeToString()).jsonObject

    override fun close() {
        process.outputStream.close()
        check(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) { "the simulator does not stop" }
    }
}

/** One request as the server saw it. */
internal class SimulatedRequest(json: JsonObject) {
    val method = json.text("method")
    val path = json.text("target").substringBefore('?')
    val body = json.text("body")
    val hasAuthorization = json.getValue("has_authorization").jsonPrimitive.boolean

    /** None while there is no answer. */
    val status: Int? = json.getValue("status").takeUnless { it is JsonNull }?.jsonPrimitive?.int

    val isPoll get() = method == "GET" && path.endsWith("/events")

    override fun toString() = "$method $path → $status"
}

/** The other end of one chat. */
internal class SimulatedChat(private val simulator: Simulator, val id: String) {
    val isPolled get() = look().getValue("is_polled").jsonPrimitive.boolean
    val clientID: String get() = look().text("client_id")
    val queuedEvents get() = look().getValue("queued_events").jsonArray

    /** What the client sent, of one kind. */
    fun clientEvents(name: String): List<JsonObject> =
        look().getValue("client_events").events().filter { it.text("event") == name }

    /** Lets the agent do something; returns the event that the client will get. */
    fun act(action: String, vararg fields: Pair<String, String>): JsonObject =
        act(action) { fields.forEach { (name, value) -> put(name, value) } }

    fun act(action: String, fields: JsonObjectBuilder.() -> Unit): JsonObject {
        val order = buildJsonObject {
            put("do", action)
            fields()
        }
        return simulator.control("POST", "chats/$id/agent", order)
    }

    fun say(text: String): JsonObject = act("say", "text" to text)

    /** Any JSON as an event. */
    fun send(event: String): JsonObject = act("send_event") { put("event", json(event)) }

    /** A signal of a call, by the JSON of its data. */
    fun signal(data: String): JsonObject = act("signal") { put("data", json(data)) }

    fun sendFile(name: String, contentType: String, bytes: ByteArray): JsonObject = act(
        "send_file",
        "name" to name,
        "content_type" to contentType,
        "content_base64" to Base64.getEncoder().encodeToString(bytes),
    )

    private fun look() = simulator.control("GET", "chats/$id")

    private fun JsonElement.events() = (this as JsonArray).map { it.jsonObject }
}

internal fun json(text: String): JsonElement = Json.parseToJsonElement(text)

internal fun JsonObject.text(name: String): String = getValue(name).jsonPrimitive.content

/** Blocks until [condition] holds; fails where that never happens. */
internal fun eventually(what: String, condition: () -> Boolean) {
    val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)
    while (!condition()) {
        check(System.nanoTime() < deadline) { "waited in vain for $what" }
        Thread.sleep(2)
    }
}
