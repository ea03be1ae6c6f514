// The communicator lives as long as the process: then it is there too when a push starts the process without a screen.

package com.example.chat

import android.app.Application
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.android.ContactCenterAndroid
import kotlinx.coroutines.MainScope

open class ChatApplication : Application() {
    lateinit var communicator: ContactCenterCommunicator
        private set

    /** Outlives the activity, so that a rotation loses nothing. */
    val model: ChatModel by lazy { ChatModel(communicator, communicator.events, MainScope()) }

    override fun onCreate() {
        super.onCreate()
        communicator = connect()
    }

    /** The contact center of this app: put in your own. */
    protected open fun connect(): ContactCenterCommunicator {
        val configuration = ContactCenterAndroid.configuration(
            context = this,
            baseURL = "https://acme.example.com",
            tenantURL = "acme.example.com",
            appID = "android",
        )
        return ContactCenterAndroid.createCommunicator(this, configuration)
    }
}
