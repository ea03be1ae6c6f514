package guides

import com.contactcenter.sdk.ContactCenterCommunicator

/** Reports the platform state of a desktop app to the SDK. On Android the SDK observes it. */
class Surroundings(private val communicator: ContactCenterCommunicator) {
    fun windowIsShown(): Unit = communicator.setForeground(true)

    fun windowIsHidden(): Unit = communicator.setForeground(false)

    fun networkIsThere(isThere: Boolean): Unit = communicator.setNetworkAvailable(isThere)

    fun appEnds(): Unit = communicator.shutdown()
}
