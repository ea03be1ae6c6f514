// WebRTC signaling and co-browsing messages of a chat. The app makes the call itself.

package com.contactcenter.sdk

/**
 * Calls and co-browsing of a chat. [ContactCenterCommunicating] says what holds for every call.
 *
 * Each message is sent once, and fails at once without a connection. Functions return when the server has it.
 */
public interface ContactCenterCalls {
    /** Returns the ICE servers (STUN and TURN) for a call. */
    public suspend fun getIceServers(chatID: String): List<ContactCenterIceServer>

    /**
     * Sends a WebRTC signaling message to a party.
     *
     * @param destinationPartyID the receiving party: that of a [ContactCenterEvent.ChatSessionSignaling], or one that joined.
     */
    public suspend fun sendSignaling(chatID: String, destinationPartyID: String, data: ContactCenterSignaling)

    /** Declines co-browsing ([ContactCenterEvent.ChatSessionCobrowsingRequested]). */
    public suspend fun rejectCobrowsing(chatID: String)

    /**
     * Reports that co-browsing has started.
     *
     * @param providerType the product that provides the co-browsing.
     * @param cobrowsingURL the address at which the session is joined.
     * @param cobrowsingID the id of the co-browsing session.
     */
    public suspend fun startCobrowsing(
        chatID: String,
        providerType: String,
        cobrowsingURL: String,
        cobrowsingID: String,
    )

    /** Reports that co-browsing has ended. */
    public suspend fun endCobrowsing(chatID: String)
}
