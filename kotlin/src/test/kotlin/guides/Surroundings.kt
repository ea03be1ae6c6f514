package guides

import com.contactcenter.sdk.ContactCenterCommunicator

/** What a desktop app tells the SDK of the machine it runs on. On Android the SDK asks the platform itself. */
class Surroundings(private val communicator: ContactCenterCommunicator) {
    fun windowIsShown(): Unit = communicator.setForeground(true)

    fun windowIsHidden(): Unit = communicator.setForeground(false)

    fun networkIsThere(isThere: Boolean): Unit = communicator.setNetworkAvailable(isThere)

    fun appEnds(): Unit = communicator.shutdown()
}
