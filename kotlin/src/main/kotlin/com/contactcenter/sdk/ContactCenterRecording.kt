// Recording of traces, which `contact-center replay` replays.

package com.contactcenter.sdk

/** Records traces of the chats of a communicator. [ContactCenterCommunicating] says what holds for every call. */
public interface ContactCenterRecording {
    /**
     * Starts a recording of the chats of this communicator: the inputs and effects of their session engines with times,
     * without texts and names of people, ids, tokens and addresses. A running recording is dropped. Returns at once; nothing
     * is written to disk.
     *
     * Start it before a chat is requested: `contact-center replay` of the terminal client can replay a chat that was recorded
     * from its opening on. Of a chat that is open already it shows the rest.
     *
     * @param maxBytes the maximum length in bytes, at least 16 KiB; 1 MiB by default, enough for a day with a few chats. When
     * it is reached, the beginning and the latest steps are kept.
     * @throws ContactCenterException.InvalidArgument for fewer bytes.
     */
    @Throws(ContactCenterException::class)
    public fun startRecording(maxBytes: Int = 1 shl 20)

    /**
     * Ends the recording and returns it, as one line of JSON per step; null if none is running.
     *
     * @throws ContactCenterException.ShutDown after [ContactCenterCommunicating.shutdown], which drops the recording.
     */
    @Throws(ContactCenterException::class)
    public fun stopRecording(): String?
}
