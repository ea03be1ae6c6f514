package com.example

import android.app.Application
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.android.ContactCenterAndroid

class AndroidApp : Application() {
    lateinit var communicator: ContactCenterCommunicator

    override fun onCreate() {
        super.onCreate()
        val configuration = ContactCenterAndroid.configuration(
            context = this,
            baseURL = "https://acme.example.com",
            tenantURL = "acme.example.com",
            appID = "app",
        )
        communicator = ContactCenterAndroid.createCommunicator(this, configuration)
    }
}
