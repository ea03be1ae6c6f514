// What a call with sound or picture, or browsing together, needs of the chat. The call itself is the app's.

package com.contactcenter.sdk

/**
 * Calls and co-browsing of a chat. [ContactCenterCommunicating] says what holds for every call.
 *
 * All of it is of the moment: tried once, and it returns when the server has it.
 */
public interface ContactCenterCalls {
    /** The servers that help two parties of a call to reach each other. */
    public suspend fun getIceServers(chatID: String): List<ContactCenterIceServer>

    /**
     * Says a word about a call.
     *
     * @param destinationPartyID to whom: the party of a [ContactCenterEvent.ChatSessionSignaling], or one that joined.
     */
    public suspend fun sendSignaling(chatID: String, destinationPartyID: String, data: ContactCenterSignaling)

    /** The user will not browse together ([ContactCenterEvent.ChatSessionCobrowsingRequested]). */
    public suspend fun rejectCobrowsing(chatID: String)

    /**
     * The user browses together from now on.
     *
     * @param providerType whose co-browsing it is.
     * @param cobrowsingURL where to join.
     * @param cobrowsingID the co-browsing session.
     */
    public suspend fun startCobrowsing(
        chatID: String,
        providerType: String,
        cobrowsingURL: String,
        cobrowsingID: String,
    )

    /** Browsing together is over. */
    public suspend fun endCobrowsing(chatID: String)
}
