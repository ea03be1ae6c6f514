// The app: the SDK, Firebase for pushes, and nothing else. The release build is shrunk, with the rules that the SDK
// brings along.

plugins {
    id("com.android.application")
}

if (file("google-services.json").exists()) apply(plugin = "com.google.gms.google-services")

android {
    namespace = "com.example.chat"
    compileSdk = 36

    defaultConfig {
        applicationId = "com.example.chat"
        minSdk = 24
        targetSdk = 36
        versionCode = 1
        versionName = "1.0"
        // Those of the SDK. JNA brings four more, and where Android finds only its half the app ends in its first call.
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
            // To try the shrunk app on a device; a real one has its own key.
            signingConfig = signingConfigs.getByName("debug")
        }
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_11
        targetCompatibility = JavaVersion.VERSION_11
    }
}

dependencies {
    implementation("com.contactcenter:contact-center-android:0.1.0")
    implementation("com.google.firebase:firebase-messaging:25.0.1")
}
