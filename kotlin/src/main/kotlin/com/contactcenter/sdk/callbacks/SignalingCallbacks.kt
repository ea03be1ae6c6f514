// Calls and co-browsing with completions.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.ContactCenterCalls
import com.contactcenter.sdk.ContactCenterIceServer
import com.contactcenter.sdk.ContactCenterSignaling

/** [ContactCenterCalls] with completions; [ContactCenterCallbacks] says what holds for every call. */
public class SignalingCallbacks internal constructor(
    private val signaling: ContactCenterCalls,
    private val calls: CompletedCalls,
) {
    /** [ContactCenterCalls.getIceServers]. */
    public fun getIceServers(chatID: String, completion: Completion<List<ContactCenterIceServer>>): Cancellable =
        calls.start(completion) { signaling.getIceServers(chatID) }

    /** [ContactCenterCalls.sendSignaling]. */
    public fun sendSignaling(
        chatID: String,
        destinationPartyID: String,
        data: ContactCenterSignaling,
        completion: Completion<Unit>,
    ): Cancellable = calls.start(completion) { signaling.sendSignaling(chatID, destinationPartyID, data) }

    /** [ContactCenterCalls.rejectCobrowsing]. */
    public fun rejectCobrowsing(chatID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { signaling.rejectCobrowsing(chatID) }

    /** [ContactCenterCalls.startCobrowsing]. */
    public fun startCobrowsing(
        chatID: String,
        providerType: String,
        cobrowsingURL: String,
        cobrowsingID: String,
        completion: Completion<Unit>,
    ): Cancellable = calls.start(completion) {
        signaling.startCobrowsing(chatID, providerType, cobrowsingURL, cobrowsingID)
    }

    /** [ContactCenterCalls.endCobrowsing]. */
    public fun endCobrowsing(chatID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { signaling.endCobrowsing(chatID) }
}
