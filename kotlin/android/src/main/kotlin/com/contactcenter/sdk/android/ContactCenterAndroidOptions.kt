// Options of the Android layer: each part can be switched off by an app that does it itself.

package com.contactcenter.sdk.android

/**
 * The observers that [ContactCenterAndroid.createCommunicator] starts. All are on by default.
 *
 * Trust in the roots of the platform is not an option here; `trustExtraRootsOnly` of the configuration turns it off.
 *
 * @property followsForeground observes whether an activity of the app is visible. If it is off, call
 *   [setForeground][com.contactcenter.sdk.ContactCenterCommunicator.setForeground].
 * @property followsNetwork observes whether there is a network. If it is off, call
 *   [setNetworkAvailable][com.contactcenter.sdk.ContactCenterCommunicator.setNetworkAvailable].
 * @property receivesPushes passes the pushes of [ContactCenterAndroid.onMessageReceived] to the communicator, and
 *   subscribes every chat that opens with the token of [ContactCenterAndroid.onNewToken]. A subscription that fails
 *   temporarily is retried with exponential backoff, from some seconds to a few minutes. If it is off, call
 *   [subscribeForRemoteNotificationsFirebase][com.contactcenter.sdk.ContactCenterCommunicator.subscribeForRemoteNotificationsFirebase]
 *   and [appDidReceiveMessage][com.contactcenter.sdk.ContactCenterCommunicator.appDidReceiveMessage].
 * @property keepsMessages stores unsent messages on disk, in a folder that is excluded from backups, or in the
 *   `storageDirectory` of the configuration. If it is off, they are stored only in a `storageDirectory` that the app has
 *   set itself.
 */
public class ContactCenterAndroidOptions
@JvmOverloads
constructor(
    public val followsForeground: Boolean = true,
    public val followsNetwork: Boolean = true,
    public val receivesPushes: Boolean = true,
    public val keepsMessages: Boolean = true,
)
