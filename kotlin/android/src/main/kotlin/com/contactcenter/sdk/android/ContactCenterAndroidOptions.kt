// What the Android layer does by itself, part by part, for apps that want to do one of them in their own way.

package com.contactcenter.sdk.android

/**
 * What [ContactCenterAndroid.createCommunicator] does by itself. Everything, by default.
 *
 * That the platform's roots are trusted is no option here: it is what `trustExtraRootsOnly` of the configuration turns
 * off.
 *
 * @property followsForeground tells the SDK when the app leaves the screen and comes back. Without it, call
 *   [setForeground][com.contactcenter.sdk.ContactCenterCommunicator.setForeground].
 * @property followsNetwork tells the SDK when there is a network and when not. Without it, call
 *   [setNetworkAvailable][com.contactcenter.sdk.ContactCenterCommunicator.setNetworkAvailable].
 * @property receivesPushes gives the communicator its part of [ContactCenterAndroid.onMessageReceived], and asks for
 *   pushes for every chat that opens, with the token of [ContactCenterAndroid.onNewToken]; where that fails in a way that
 *   may pass, again after some seconds, and at last every few minutes. Without it, call
 *   [subscribeForRemoteNotificationsFirebase][com.contactcenter.sdk.ContactCenterCommunicator.subscribeForRemoteNotificationsFirebase]
 *   and [appDidReceiveMessage][com.contactcenter.sdk.ContactCenterCommunicator.appDidReceiveMessage].
 * @property keepsMessages lets messages that wait survive the process, in a folder that no backup takes along, or in the
 *   `storageDirectory` of the configuration. Without it they survive only in a `storageDirectory` that the app has named
 *   itself.
 */
public class ContactCenterAndroidOptions
@JvmOverloads
constructor(
    public val followsForeground: Boolean = true,
    public val followsNetwork: Boolean = true,
    public val receivesPushes: Boolean = true,
    public val keepsMessages: Boolean = true,
)
