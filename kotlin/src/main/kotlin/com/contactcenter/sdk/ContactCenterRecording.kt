// A trace of what the SDK does, for whoever is to find out why.

package com.contactcenter.sdk

/** Recording what the chats of a communicator do. [ContactCenterCommunicating] says what holds for every call. */
public interface ContactCenterRecording {
    /**
     * Begins to record what the chats of this communicator do: what each was told and what it did, step by step, with times
     * and without what people wrote, who they are, and ids, tokens and addresses. A recording that is under way is given up.
     * Returns at once; nothing is written to the disk.
     *
     * Begin before a chat is requested: one that is recorded from its opening on can be played again by the terminal client
     * (`contact-center replay`); of one that is open already the rest is shown.
     *
     * @param maxBytes how long the recording may become, from 16 KiB on; 1 MiB is enough for a day with a few chats. When
     * it is full, its beginning and the latest steps are kept.
     * @throws ContactCenterException.InvalidArgument for fewer bytes.
     */
    @Throws(ContactCenterException::class)
    public fun startRecording(maxBytes: Int = 1 shl 20)

    /**
     * Ends the recording and returns it: a text to be sent to whoever asked for it, a line of JSON a step. Null where none is
     * under way.
     *
     * @throws ContactCenterException.ShutDown after [ContactCenterCommunicating.shutdown], which throws the recording away.
     */
    @Throws(ContactCenterException::class)
    public fun stopRecording(): String?
}
