// What becomes of a message that is handed over with a completion.

package com.contactcenter.sdk

internal interface MessageHandover {
    /** The message has this id. Called where the delegate is called, after it was told of the message. */
    fun handedOver(messageID: String)

    /** The message was not taken, or the communicator is shut down. Called anywhere. */
    fun failed(error: ContactCenterException)
}
