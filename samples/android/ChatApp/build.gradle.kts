// Which plugins the app is built with. Pushes need google-services.json of your own Firebase project in app/; without
// it the app builds and runs, and gets none.

plugins {
    id("com.android.application") version "9.0.0" apply false
    id("com.google.gms.google-services") version "4.4.4" apply false
}
